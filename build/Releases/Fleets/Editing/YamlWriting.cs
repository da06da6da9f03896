using YamlDotNet.RepresentationModel;

namespace Releases.Fleets.Editing;

/// <summary>Writes small pieces of YAML that are put into a text.</summary>
internal static class YamlWriting
{
    // YAML 1.1 reads these as something else than texts, and so do other programs that read the file.
    private static readonly string[] Reserved = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];

    /// <summary>A value on one line.</summary>
    public static string OnOneLine(YamlNode node) =>
        node switch
        {
            YamlMappingNode mapping =>
                $"{{ {string.Join(", ", mapping.Select(entry => $"{OnOneLine(entry.Key)}: {OnOneLine(entry.Value)}"))} }}",
            YamlSequenceNode list => $"[{string.Join(", ", list.Select(OnOneLine))}]",
            _ => Word(((YamlScalarNode)node).Value ?? ""),
        };

    /// <summary>A mapping's entries, each on its line.</summary>
    public static IEnumerable<string> Lines(YamlMappingNode mapping) =>
        mapping.Select(entry => $"{OnOneLine(entry.Key)}: {OnOneLine(entry.Value)}");

    private static string Word(string text) =>
        IsPlain(text)
            ? text
            : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static bool IsPlain(string text) =>
        text.Length > 0
        && char.IsAsciiLetter(text[0])
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/')
        && !Reserved.Contains(text, StringComparer.OrdinalIgnoreCase);
}
