using System.Text.Json.Nodes;
using Drill;
using Foundation.Failures;
using Releases.Applying;
using Releases.Fleets;
using Releases.Fleets.Reading;
using Releases.Jobs;
using Releases.Versions;

namespace Pipeline.Rehearsals;

/// <summary>What a region of a drill holds before the release: the objects of the fleet's own manifests.</summary>
/// <param name="fleet">The fleet, with its variables filled in.</param>
/// <param name="root">This repository, whose manifests stand in where the fleet file has none beside it.</param>
/// <param name="image">The repository of the images, with its registry.</param>
/// <param name="version">The version that shall run.</param>
internal sealed class RehearsedObjects(Fleet fleet, string root, string image, ReleaseVersion version)
{
    // The names of Secrets in pods (Kubernetes, "PodSpec"), and where each stands.
    private static readonly Dictionary<string, string> SecretNames = new()
    {
        ["secretRef"] = "name",
        ["secretKeyRef"] = "name",
        ["secret"] = "secretName",
    };

    private readonly Fleet _fleet = WithManifests(fleet, root);

    /// <summary>
    /// The fleet beside its manifests. A fleet file alone in a folder is enough for a drill of its regions.
    /// </summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="root">This repository, whose manifests stand in where the fleet file has none beside it.</param>
    public static Fleet WithManifests(Fleet fleet, string root) =>
        HasWorkloads(fleet) ? fleet : fleet.Beside(FleetFile.Read(Path.Combine(root, "kubernetes", "fleet.yaml")));

    /// <summary>Creates them, and an empty Secret for each that a pod asks for: no manifest holds one.</summary>
    /// <param name="region">The region on its stage.</param>
    /// <param name="cluster">Its cluster.</param>
    /// <exception cref="UsageException">The manifests are wrong; each problem with file and line.</exception>
    /// <exception cref="ReleaseException">The embedded cluster refuses an object.</exception>
    public void Seed(Region region, EmbeddedCluster cluster)
    {
        var variables = RegionVariables.Of(_fleet, region, $"{version}", image, "drill", $"{version}");
        var objects = FleetManifests.Render(_fleet, region, variables);
        foreach (var (name, keys) in Secrets(objects.Select(each => each.Json).Append(MigrationOf(region))))
            Apply(cluster, $"Secret {name}", Secret(name, keys));
        foreach (var each in objects)
            Apply(cluster, $"{each.File}: {each}", each.Json);
    }

    // The release's own, whose pods ask for Secrets, too. It is not created here.
    private JsonObject MigrationOf(Region region) =>
        MigrationManifest.Render(fleet, image, "drill", $"{version}", region, JobPurpose.Migrate(ImageTag.Of(version)));

    private static void Apply(EmbeddedCluster cluster, string what, JsonObject json)
    {
        try
        {
            cluster.Apply(json.ToJsonString());
        }
        catch (InvalidOperationException refusal)
        {
            throw new ReleaseException($"{cluster.Name}: {what}: the embedded cluster refuses it: {refusal.Message}");
        }
    }

    // Those of a pod alone: an Ingress that misses its certificate serves without one.
    private static Dictionary<string, SortedSet<string>> Secrets(IEnumerable<JsonObject> objects)
    {
        var found = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var section in objects.SelectMany(Sections))
        {
            foreach (var (key, where) in SecretNames)
            {
                if (section[key] is not JsonObject reference || Text(reference, where) is not { } name)
                    continue;
                if (!found.TryGetValue(name, out var keys))
                    found[name] = keys = [];
                if (Text(reference, "key") is { } wanted)
                    keys.Add(wanted);
            }
        }
        return found;
    }

    private static IEnumerable<JsonObject> Sections(JsonNode? node) =>
        node switch
        {
            JsonObject json => json.SelectMany(entry => Sections(entry.Value)).Prepend(json),
            JsonArray items => items.SelectMany(Sections),
            _ => [],
        };

    private static JsonObject Secret(string name, IEnumerable<string> keys) =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["data"] = new JsonObject(keys.Select(key => KeyValuePair.Create<string, JsonNode?>(key, ""))),
        };

    private static bool HasWorkloads(Fleet fleet) =>
        Directory
            .EnumerateFiles(fleet.Folder, "*.yaml")
            .Any(file => Path.GetFullPath(file) != Path.GetFullPath(fleet.File) && !FleetManifests.IsFleetFile(file));

    private static string? Text(JsonObject section, string key) =>
        section[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
