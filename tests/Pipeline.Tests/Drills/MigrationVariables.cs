using Drill;
using Releases.Fleets;

namespace Pipeline.Tests.Drills;

/// <summary>What this repository's migration Jobs leave to the fleet file.</summary>
internal static class MigrationVariables
{
    /// <summary>The variables.</summary>
    public static readonly IReadOnlyDictionary<string, FleetVariable> Values = new Dictionary<string, FleetVariable>
    {
        ["APP_SECRET"] = new("database", IsNumber: false),
        ["APP_UID"] = new("10001", IsNumber: true),
        ["DJANGO_SETTINGS_MODULE"] = new("project.settings", IsNumber: false),
        ["DATABASE_INSTANCE"] = new("p:r:i", IsNumber: false),
        ["PROXY_CPU"] = new("50m", IsNumber: false),
        ["PROXY_IMAGE"] = new("proxy.example.invalid/proxy:1", IsNumber: false),
        ["PROXY_MEMORY"] = new("64Mi", IsNumber: false),
    };

    /// <summary>The same as a line of a fleet file.</summary>
    public static string Line =>
        $"variables: {{ {string.Join(", ", Values.Select(entry => $"{entry.Key}: {Text(entry.Value)}"))} }}";

    /// <summary>Gives a cluster the Secret that they name.</summary>
    public static void SeedSecret(EmbeddedCluster cluster) =>
        cluster.Apply("{ apiVersion: v1, kind: Secret, metadata: { name: database } }");

    private static string Text(FleetVariable value) => value.IsNumber ? value.Text : $"\"{value.Text}\"";
}
