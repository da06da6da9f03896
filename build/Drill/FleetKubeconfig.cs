using System.Text;
using System.Text.Json.Nodes;

namespace Drill;

/// <summary>Writes kubeconfigs as JSON. JSON is YAML also.</summary>
internal static class FleetKubeconfig
{
    public static string Render(string authorityPem, IReadOnlyList<Entry> entries)
    {
        var authority = Convert.ToBase64String(Encoding.ASCII.GetBytes(authorityPem));
        var config = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Config",
            ["current-context"] = entries.Count > 0 ? entries[0].Name : "",
            ["clusters"] = List(
                entries,
                "cluster",
                entry => new JsonObject
                {
                    ["server"] = entry.Server.GetLeftPart(UriPartial.Authority),
                    ["certificate-authority-data"] = authority,
                }
            ),
            ["users"] = List(entries, "user", entry => new JsonObject { ["token"] = entry.Token }),
            ["contexts"] = List(
                entries,
                "context",
                entry => new JsonObject
                {
                    ["cluster"] = entry.Name,
                    ["user"] = entry.Name,
                    ["namespace"] = entry.Namespace,
                }
            ),
        };
        return config.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true });
    }

    private static JsonArray List(IEnumerable<Entry> entries, string field, Func<Entry, JsonObject> content) =>
        [.. entries.Select(entry => new JsonObject { ["name"] = entry.Name, [field] = content(entry) })];

    /// <summary>The access to one region.</summary>
    internal sealed record Entry(string Name, Uri Server, string Token, string Namespace);
}
