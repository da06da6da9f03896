using System.Text.Json;

namespace Releases.Images;

/// <summary>An image manifest, or the index of an image that exists for several platforms.</summary>
internal sealed class ImageManifest(RegistryAnswer answer) : IDisposable
{
    public static readonly IReadOnlyList<string> MediaTypes =
    [
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ];

    public string Digest => answer.Digest;

    /// <summary>The digest of the configuration; none in an index.</summary>
    public string? ConfigDigest =>
        Root.TryGetProperty("config", out var config) ? config.GetProperty("digest").GetString() : null;

    /// <summary>
    /// In an index, the digest of the manifest to read: linux/amd64, else the first that is for a platform.
    /// </summary>
    public string? PlatformDigest
    {
        get
        {
            if (!Root.TryGetProperty("manifests", out var manifests))
                return null;

            var platforms = manifests.EnumerateArray().Where(IsForPlatform).ToList();
            return platforms
                .Where(manifest => Platform(manifest) is "linux/amd64")
                .Concat(platforms)
                .Select(manifest => manifest.GetProperty("digest").GetString())
                .FirstOrDefault();
        }
    }

    private JsonElement Root => answer.Document.RootElement;

    public void Dispose() => answer.Dispose();

    // Buildx adds attestations to an index, as manifests for "unknown/unknown".
    private static bool IsForPlatform(JsonElement manifest) => Platform(manifest) is not "unknown/unknown";

    private static string? Platform(JsonElement manifest) =>
        manifest.TryGetProperty("platform", out var platform)
            ? $"{platform.GetProperty("os").GetString()}/{platform.GetProperty("architecture").GetString()}"
            : null;
}
