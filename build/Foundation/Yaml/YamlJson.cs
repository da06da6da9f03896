using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Foundation.Yaml;

/// <summary>Turns YAML into the JSON that Kubernetes takes for it.</summary>
/// <param name="textOf">Gives the text of a value; one that differs from the file's stays a text whatever it looks
/// like.</param>
/// <param name="note">Receives what cannot be turned into JSON, with its place.</param>
/// <param name="isNumber">Tells the values whose text is a number although it differs from the file's; none by default.
/// </param>
public sealed class YamlJson(
    Func<YamlScalarNode, string> textOf,
    Action<YamlNode, string> note,
    Func<YamlScalarNode, bool>? isNumber = null
)
{
    private const string TextTag = "tag:yaml.org,2002:str";

    /// <summary>Converts a mapping.</summary>
    public JsonObject ConvertMapping(YamlMappingNode mapping)
    {
        var result = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            var converted = Convert(value);
            if (key is not YamlScalarNode name)
                note(key, "a key has to be a plain name");
            else if (IsMergeKey(name))
                note(key, "merge keys (<<) are not read; write the entries out");
            else if (!result.TryAdd(textOf(name), converted))
                note(key, $"Duplicate key {textOf(name)}");
        }
        return result;
    }

    /// <summary>Converts any node.</summary>
    public JsonNode? Convert(YamlNode node) =>
        node switch
        {
            YamlMappingNode mapping => ConvertMapping(mapping),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Select(Convert)]),
            _ => ConvertScalar((YamlScalarNode)node),
        };

    /// <summary>Whether a value of a file is none: <c>null</c> or <c>~</c> without quotes, or nothing at all.</summary>
    public static bool IsNull(YamlScalarNode scalar) =>
        scalar is { Style: ScalarStyle.Plain, Value: { } text } && !IsTaggedText(scalar) && IsNull(text);

    // YAML 1.2, "Core Schema".
    private static bool IsNull(string plain) => plain is "" or "~" or "null" or "Null" or "NULL";

    // YAML 1.1, "Merge Key Language-Independent Type". As an ordinary key it would be a field that no server knows.
    private static bool IsMergeKey(YamlScalarNode key) =>
        key is { Value: "<<", Style: ScalarStyle.Plain } && !IsTaggedText(key);

    private JsonNode? ConvertScalar(YamlScalarNode scalar)
    {
        var text = textOf(scalar);
        var isText =
            scalar.Style != ScalarStyle.Plain
            || IsTaggedText(scalar)
            || (text != scalar.Value && isNumber?.Invoke(scalar) != true);
        return isText ? JsonValue.Create(text) : Plain(text);
    }

    private static bool IsTaggedText(YamlScalarNode scalar) => !scalar.Tag.IsEmpty && scalar.Tag.Value == TextTag;

    // YAML 1.2's core schema, and the octal numbers of 1.1 that Kubernetes' own reader takes: file modes are written
    // so.
    private static JsonNode? Plain(string text) =>
        text switch
        {
            _ when IsNull(text) => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ when WholeNumber.TryParse(text, out var whole) => JsonValue.Create(whole),
            _ when IsNumber(text, out var number) => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };

    private static bool IsNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number)
        && text.Any(char.IsAsciiDigit);
}
