using Foundation.Failures;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Foundation.Yaml;

/// <summary>Reads YAML, and says in one line what is wrong with it and where.</summary>
public static class YamlText
{
    /// <summary>The roots of all documents of a text; trees, whatever its anchors say.</summary>
    /// <param name="file">The path that problems shall name.</param>
    /// <param name="text">The YAML.</param>
    /// <exception cref="UsageException">The text is no YAML.</exception>
    public static IReadOnlyList<YamlNode> Read(string file, string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            var roots = stream.Documents.Select(document => document.RootNode).ToArray();
            foreach (var root in roots)
                ThrowIfEndless(root, new HashSet<YamlNode>(ReferenceEqualityComparer.Instance));
            return roots;
        }
        catch (YamlException exception)
        {
            throw new UsageException(
                $"{file}:{exception.Start.Line}: {exception.Message.ReplaceLineEndings(" ").TrimEnd()}"
            );
        }
    }

    // An anchor may name a node that it stands in; whoever walks such a tree never comes back.
    private static void ThrowIfEndless(YamlNode node, HashSet<YamlNode> above)
    {
        if (!above.Add(node))
            throw new YamlException(node.Start, node.End, "this node contains itself");
        foreach (var child in ChildrenOf(node))
            ThrowIfEndless(child, above);
        above.Remove(node);
    }

    private static IEnumerable<YamlNode> ChildrenOf(YamlNode node) =>
        node switch
        {
            YamlMappingNode mapping => mapping.Children.SelectMany(entry => new[] { entry.Key, entry.Value }),
            YamlSequenceNode sequence => sequence.Children,
            _ => [],
        };
}
