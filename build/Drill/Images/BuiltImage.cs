using System.Text.Json.Nodes;

namespace Drill.Images;

/// <summary>
/// An image of one layer and a configuration with labels: all that a release asks a registry about. Embedded clusters
/// run their own scripts, so nothing has to be in it.
/// </summary>
internal static class BuiltImage
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";
    private const string ConfigType = "application/vnd.oci.image.config.v1+json";
    private const string LayerType = "application/vnd.oci.image.layer.v1.tar";

    /// <summary>Puts its parts into a store.</summary>
    /// <param name="blobs">The store.</param>
    /// <param name="tag">The tag that it is built for; images of two tags differ.</param>
    /// <param name="labels">The labels of its configuration.</param>
    /// <param name="system">The operating system that its configuration names.</param>
    /// <param name="architecture">The processor that its configuration names.</param>
    public static Manifest In(
        BlobStore blobs,
        string tag,
        IReadOnlyDictionary<string, string> labels,
        string system,
        string architecture
    )
    {
        var named = new JsonObject();
        foreach (var (name, value) in labels)
            named[name] = value;
        var config = new JsonObject
        {
            ["architecture"] = architecture,
            ["os"] = system,
            ["config"] = new JsonObject { ["Labels"] = named },
        };
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = ManifestType,
            ["config"] = Part(blobs, ConfigType, Bytes(config)),
            ["layers"] = new JsonArray(Part(blobs, LayerType, System.Text.Encoding.UTF8.GetBytes(tag))),
        };
        return Manifest.Parse(Bytes(manifest), ManifestType);
    }

    private static JsonObject Part(BlobStore blobs, string type, byte[] content) =>
        new()
        {
            ["mediaType"] = type,
            ["digest"] = blobs.Put(content),
            ["size"] = content.Length,
        };

    private static byte[] Bytes(JsonObject json) => System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
}
