using System.Text.Json;
using System.Text.Json.Nodes;
using Foundation.Json;
using Releases.Versions;

namespace Releases.Workloads;

/// <summary>
/// The images that a workload's containers had before a release changed them. The call that changes the images also
/// notes the former ones on the workload. A later run therefore knows them, however the first run ended.
/// </summary>
/// <param name="Version">The version that replaced them.</param>
/// <param name="Images">The images of the changed containers, by the containers' names.</param>
public sealed record FormerImages(string Version, IReadOnlyDictionary<string, string> Images)
{
    /// <summary>
    /// The note on a workload about a version. <see langword="null"/> when the workload has no readable note about it.
    /// </summary>
    public static FormerImages? Of(Workload workload, ImageTag version) =>
        Of(workload) is { } former && former.Version == version.Text ? former : null;

    /// <summary>
    /// The note on a workload, whatever version it is about. <see langword="null"/> when the workload has no readable
    /// note.
    /// </summary>
    public static FormerImages? Of(Workload workload) =>
        workload.Annotations.TryGetValue(ReleaseLabels.Former, out var note) ? Read(note) : null;

    /// <summary>
    /// The note for a change. A run that continues a stopped run keeps the former images that the stopped run noted.
    /// </summary>
    public static FormerImages Before(ImageChange change, ImageTag version)
    {
        var images = new Dictionary<string, string>(
            Of(change.Workload, version)?.Images ?? new Dictionary<string, string>()
        );
        foreach (var container in change.Containers)
            images[container.Name] = container.Image;
        return new FormerImages(version.Text, images);
    }

    /// <summary>The note's text.</summary>
    public override string ToString() =>
        new JsonObject
        {
            ["version"] = Version,
            ["images"] = new JsonObject(
                Images
                    .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                    .Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))
            ),
        }.ToJsonString();

    // Anybody may write an annotation. A text that is not this tool's is no note.
    private static FormerImages? Read(string note)
    {
        if (
            LooseJson.TryParse(note) is not { } json
            || json.Text("version") is not { } version
            || json.Find("images") is not { ValueKind: JsonValueKind.Object } images
        )
            return null;
        var entries = images.EnumerateObject().ToArray();
        return
            entries.All(entry => entry.Value.Text() is not null)
            && entries.DistinctBy(entry => entry.Name).Count() == entries.Length
            ? new FormerImages(version, entries.ToDictionary(entry => entry.Name, entry => entry.Value.Text()!))
            : null;
    }
}
