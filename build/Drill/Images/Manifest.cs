using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Drill.Json;

namespace Drill.Images;

/// <summary>
/// An image, or an index of images, with the exact bytes that were pushed. The digest is computed from the bytes.
/// </summary>
internal sealed record Manifest(byte[] Content, string MediaType)
{
    public string Digest { get; } = ContentDigest.Of(Content);

    /// <summary>The digests of the blobs, or of an index's manifests, that the registry must have.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <exception cref="RegistryFailure">The bytes are no manifest of this media type.</exception>
    public static Manifest Parse(byte[] content, string? mediaType)
    {
        var json = ParseJson(content);
        var own = json.Text("mediaType");
        if ((own ?? mediaType) is not { Length: > 0 } type || (mediaType?.Length > 0 && mediaType != type))
            throw RegistryFailure.ManifestInvalid($"content type '{mediaType}' does not match media type '{own}'");

        if (json.Number("schemaVersion") is not 2)
            throw RegistryFailure.ManifestInvalid("schemaVersion is not 2");

        // Layers that have their own URLs, such as those of Windows, are not pushed.
        var layers = json.Items("layers").Where(layer => !layer.ContainsKey("urls"));
        var parts = layers.Concat(json.Items("manifests")).Select(part => part.Text("digest"));
        if (json.At("config") is { } config)
            parts = parts.Append(config.Text("digest"));

        return new Manifest(content, type) { References = [.. parts.Select(ContentDigest.Require)] };
    }

    private static JsonNode? ParseJson(byte[] content)
    {
        try
        {
            return JsonNode.Parse(content);
        }
        catch (JsonException broken)
        {
            throw RegistryFailure.ManifestInvalid($"the manifest is no JSON: {broken.Message}");
        }
    }
}

/// <summary>The manifests of all repositories, each under its digest and the tags that name it.</summary>
internal sealed class ManifestStore
{
    private readonly ConcurrentDictionary<(string Repository, string Reference), Manifest> _manifests = new();

    public IEnumerable<(string Repository, string Name)> Tags => _manifests.Keys.Where(key => !IsDigest(key.Reference));

    public static bool IsDigest(string reference) => reference.Contains(':', StringComparison.Ordinal);

    public Manifest? Find(string repository, string reference) => _manifests.GetValueOrDefault((repository, reference));

    /// <summary>Adds a manifest. A tag that named another manifest names this one from now on.</summary>
    public void Put(string repository, string reference, Manifest manifest)
    {
        _manifests[(repository, manifest.Digest)] = manifest;
        _manifests[(repository, reference)] = manifest;
    }
}
