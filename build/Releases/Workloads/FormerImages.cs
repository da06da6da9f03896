using System.Text.Json;
using System.Text.Json.Nodes;
using Foundation.Json;
using Releases.Versions;

namespace Releases.Workloads;

/// <summary>
/// The images that a workload's containers had before a release changed them. It is noted on the workload in the same
/// call that changes them, so whoever comes later knows it, whatever became of the run.
/// </summary>
/// <param name="Version">The version that replaced them.</param>
/// <param name="Images">The images by the names of their containers; only of containers that were changed.</param>
public sealed record FormerImages(string Version, IReadOnlyDictionary<string, string> Images)
{
    /// <summary>
    /// What is noted on a workload about a version; <see langword="null"/> when there is no such note that can be read.
    /// </summary>
    public static FormerImages? Of(Workload workload, ImageTag version) =>
        workload.Annotations.TryGetValue(ReleaseLabels.Former, out var note)
        && Read(note) is { } former
        && former.Version == version.Text
            ? former
            : null;

    /// <summary>
    /// What has to be noted when a change is made. A run that goes on where another stopped keeps what that one noted.
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

    // Anybody may write an annotation; what is not ours says nothing.
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
