using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Drill.Json;

/// <summary>Reads YAML (and so JSON) documents by YAML's core schema.</summary>
internal static partial class Yaml
{
    // The reader of JSON has the same limit.
    private const int Deepest = 64;

    /// <summary>The first document, or null when there is none.</summary>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public static JsonObject? First(string text) => Documents(text) is [var first, ..] ? first : null;

    /// <summary>All non-empty documents of the text.</summary>
    /// <exception cref="YamlException">The text is not YAML.</exception>
    public static IReadOnlyList<JsonObject> Documents(string text)
    {
        try
        {
            RefuseTooMuch(text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return [.. stream.Documents.Select(document => ToJson(document.RootNode)).OfType<JsonObject>()];
        }
        // The scanner throws this for some unbalanced brackets.
        catch (InvalidOperationException problem)
        {
            throw new YamlException("the text is not YAML", problem);
        }
    }

    // The levels are counted before any code descends into them. No client sends aliases, and a few aliases can expand
    // to millions of values.
    private static void RefuseTooMuch(string text)
    {
        var parser = new Parser(new StringReader(text));
        // The stream and the document count as levels also.
        for (var depth = -2; parser.MoveNext(); )
        {
            var next = parser.Current!;
            depth += next.NestingIncrease;
            if (depth > Deepest)
                throw new YamlException(next.Start, next.End, $"nested more than {Deepest} levels deep");
            if (next is AnchorAlias)
                throw new YamlException(next.Start, next.End, "aliases are not taken here");
        }
    }

    private static JsonNode? ToJson(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Children.Select(pair => KeyValuePair.Create(Name(pair.Key), ToJson(pair.Value)))
            ),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
            YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? ""),
            YamlScalarNode scalar => JsonValue.Create(scalar.Value),
            _ => null,
        };

    private static string Name(YamlNode key) =>
        key is YamlScalarNode { Value: { } name }
            ? name
            : throw new YamlException(key.Start, key.End, "a key has to be a plain name");

    private static JsonValue? Plain(string text) =>
        text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ when Integer().IsMatch(text) && long.TryParse(text, CultureInfo.InvariantCulture, out var whole) =>
                JsonValue.Create(whole),
            _ when Float().IsMatch(text) => JsonValue.Create(double.Parse(text, CultureInfo.InvariantCulture)),
            _ => JsonValue.Create(text),
        };

    [GeneratedRegex(@"^[-+]?[0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Integer();

    [GeneratedRegex(
        @"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Float();
}
