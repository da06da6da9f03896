using System.Text.Json;
using System.Text.RegularExpressions;
using Foundation.Json;

namespace Releases.Images;

/// <summary>An image manifest, or the index of an image for several platforms.</summary>
internal sealed partial class ImageManifest(RegistryAnswer answer) : IDisposable
{
    public static readonly IReadOnlyList<string> MediaTypes =
    [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ];

    public string Digest => answer.Digest;

    /// <summary>The digest of the image's configuration. <see langword="null"/> for an index.</summary>
    public string? ConfigDigest => Root.Find("config") is { } config ? DigestOf(config) : null;

    /// <summary>
    /// The digest of an index's manifest to read: that of the platform, or else the first that is for a platform.
    /// </summary>
    public string? DigestFor(ImagePlatform platform)
    {
        var platforms = Root.Items("manifests").Where(IsForPlatform).ToList();
        return platforms
            .Where(manifest => PlatformIn(manifest.Find("platform")) is { } found && platform.IsThatOf(found))
            .Concat(platforms)
            .Select(DigestOf)
            .FirstOrDefault();
    }

    /// <summary>The labels that an image's configuration has.</summary>
    public static IReadOnlyDictionary<string, string> LabelsIn(JsonElement config)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (config.Find("config")?.Find("Labels") is { ValueKind: JsonValueKind.Object } found)
        {
            // A label that appears twice counts once.
            foreach (var label in found.EnumerateObject())
                labels[label.Name] = label.Value.ToString();
        }
        return labels;
    }

    /// <summary>
    /// The platform that a part of an index, or an image's configuration, names; <see langword="null"/> where it names
    /// none.
    /// </summary>
    public static ImagePlatform? PlatformIn(JsonElement? part) =>
        part?.Text("os") is { Length: > 0 } os && part?.Text("architecture") is { Length: > 0 } architecture
            ? new(os, architecture, part?.Text("variant") is { Length: > 0 } variant ? variant : null)
            : null;

    private JsonElement Root => answer.Document.RootElement;

    public void Dispose() => answer.Dispose();

    // Buildx adds attestations to an index, as manifests for "unknown/unknown".
    private static bool IsForPlatform(JsonElement manifest) =>
        PlatformIn(manifest.Find("platform")) is not { Os: "unknown", Architecture: "unknown" };

    // The digest becomes part of an address. Any other text could lead to another address.
    private static string? DigestOf(JsonElement part) =>
        part.Text("digest") is { } digest && Form().IsMatch(digest) ? digest : null;

    // OCI image specification, "Digests".
    [GeneratedRegex(
        @"^[a-z0-9]+([+._-][a-z0-9]+)*:[A-Za-z0-9=_-]+\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Form();
}
