using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Releases.Fleets.Editing;

/// <summary>Puts entries and items into the text of a YAML file. Every other letter stays as it is.</summary>
/// <param name="text">The file's text, which the nodes were read from.</param>
internal sealed class YamlInsertions(string text)
{
    private readonly List<(int At, string Text)> _insertions = [];

    private string NewLine => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>The places and what is put there, in the order of the text.</summary>
    public IReadOnlyList<(int At, string Text)> All => [.. _insertions.OrderBy(insertion => insertion.At)];

    /// <summary>Puts an entry behind the last one of a mapping, in the style of that one.</summary>
    public void AddEntry(YamlMappingNode mapping, string key, YamlNode value)
    {
        var line = $"{key}: {YamlWriting.OnOneLine(value)}";
        if (mapping.Style == MappingStyle.Flow || mapping.Children.Count == 0)
        {
            InsertInBrackets(mapping, mapping.Children.Values.LastOrDefault(), line);
            return;
        }
        var (lastKey, last) = mapping.Children.Last();
        var indent = new string(' ', Column(lastKey));
        if (
            last is YamlMappingNode { Style: not MappingStyle.Flow, Children.Count: > 0 } like
            && value is YamlMappingNode own
        )
        {
            var inner = new string(' ', Column(like.Children.First().Key));
            InsertLines(last, [$"{indent}{key}:", .. YamlWriting.Lines(own).Select(each => inner + each)]);
        }
        else
        {
            InsertLines(last, [indent + line]);
        }
    }

    /// <summary>Puts an item behind the last one of a list, in the style of the list.</summary>
    public void AddItem(YamlSequenceNode list, YamlNode value)
    {
        var item = YamlWriting.OnOneLine(value);
        if (list.Style == SequenceStyle.Flow || list.Children.Count == 0)
            InsertInBrackets(list, list.Children.LastOrDefault(), item);
        else
            InsertLines(list.Children[^1], [$"{DashOf(list.Children[^1])}- {item}"]);
    }

    /// <summary>The text with all that was put into it.</summary>
    public string Apply()
    {
        var result = text;
        foreach (var (at, inserted) in All.Reverse())
            result = result.Insert(at, inserted);
        return result;
    }

    private void InsertInBrackets(YamlNode node, YamlNode? last, string item) =>
        _insertions.Add(
            last is null ? (text.IndexOfAny(['[', '{'], (int)node.Start.Index) + 1, item) : (EndOf(last), $", {item}")
        );

    // Behind the comment that stands on the last line.
    private void InsertLines(YamlNode last, IReadOnlyList<string> lines)
    {
        var end = text.IndexOfAny(['\r', '\n'], EndOf(last));
        _insertions.Add((end < 0 ? text.Length : end, string.Concat(lines.Select(line => NewLine + line))));
    }

    // The marks of a list or mapping in brackets may end with its first bracket.
    private int EndOf(YamlNode node) =>
        node switch
        {
            YamlMappingNode mapping => EndOf(
                mapping,
                mapping.Style == MappingStyle.Flow,
                mapping.Children.Values.LastOrDefault()
            ),
            YamlSequenceNode list => EndOf(list, list.Style == SequenceStyle.Flow, list.Children.LastOrDefault()),
            _ => WithoutBlanks((int)node.End.Index),
        };

    private int EndOf(YamlNode node, bool isInBrackets, YamlNode? last)
    {
        var end = last is null ? (int)node.Start.Index : EndOf(last);
        return isInBrackets ? BehindBracket(end) : end;
    }

    private int BehindBracket(int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] is ']' or '}')
                return at + 1;
            if (text[at] == '#')
                at = text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;
        }
        return text.Length;
    }

    private int WithoutBlanks(int end)
    {
        while (end > 0 && char.IsWhiteSpace(text[end - 1]))
            end--;
        return end;
    }

    private static int Column(YamlNode node) => (int)node.Start.Column - 1;

    private string DashOf(YamlNode item)
    {
        var begin = text.LastIndexOf('\n', (int)item.Start.Index - 1) + 1;
        return text[begin..(int)item.Start.Index].Split('-')[0];
    }
}
