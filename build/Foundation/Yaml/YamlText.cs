using Foundation.Failures;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Foundation.Yaml;

/// <summary>Reads YAML, and says in one line what is wrong with it and where.</summary>
public static class YamlText
{
    /// <summary>
    /// The roots of all documents of a text; trees of bounded size and depth, whatever its anchors say.
    /// </summary>
    /// <param name="file">The path that problems shall name.</param>
    /// <param name="text">The YAML.</param>
    /// <exception cref="UsageException">The text is no YAML, or too much of it.</exception>
    public static IReadOnlyList<YamlNode> Read(string file, string text)
    {
        try
        {
            return Load(text);
        }
        catch (YamlException exception)
        {
            throw new UsageException(
                $"{file}:{exception.Start.Line}: {exception.Message.ReplaceLineEndings(" ").TrimEnd()}"
            );
        }
    }

    /// <summary>The same, for a caller that words its own errors.</summary>
    /// <exception cref="YamlLimitException">There is too much of it.</exception>
    /// <exception cref="YamlException">The text is no YAML; the message may quote it.</exception>
    public static IReadOnlyList<YamlNode> Load(string text)
    {
        var parser = new BoundedYamlParser(new Parser(new StringReader(text)));
        try
        {
            var stream = new YamlStream();
            stream.Load(parser);
            return [.. stream.Documents.Select(document => document.RootNode)];
        }
        // What the scanner throws for some unbalanced brackets, without a place.
        catch (InvalidOperationException exception)
        {
            var place = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(place, place, "not valid YAML", exception);
        }
    }
}
