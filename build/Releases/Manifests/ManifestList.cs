using YamlDotNet.RepresentationModel;

namespace Releases.Manifests;

/// <summary>A list of Kubernetes objects in one document, as <c>kubectl get --output=yaml</c> writes it.</summary>
internal static class ManifestList
{
    /// <summary>The items of a list, and those of a list in it. Any other document is its own item.</summary>
    public static IEnumerable<YamlNode> ItemsOf(YamlNode root) =>
        root is YamlMappingNode mapping
        && ValueOf(mapping, "kind") is YamlScalarNode { Value: { } kind }
        && kind.EndsWith("List", StringComparison.Ordinal)
        && ValueOf(mapping, "items") is YamlSequenceNode items
            ? items.SelectMany(ItemsOf)
            : [root];

    /// <summary>What a key of an object holds. <see langword="null"/> when the object has no such key.</summary>
    public static YamlNode? ValueOf(YamlMappingNode mapping, string key) =>
        mapping.Children.FirstOrDefault(entry => entry.Key is YamlScalarNode { Value: { } name } && name == key).Value;
}
