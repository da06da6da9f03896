namespace Releases.Fleets.Editing;

/// <summary>A fleet file's text before and after a change that only puts something into it.</summary>
public sealed record FleetChange
{
    private readonly IReadOnlyList<(int At, string Text)> _insertions;

    internal FleetChange(string before, YamlInsertions insertions)
    {
        Before = before;
        After = insertions.Apply();
        _insertions = insertions.All;
    }

    /// <summary>The text as it is.</summary>
    public string Before { get; }

    /// <summary>The text as it will be.</summary>
    public string After { get; }

    /// <summary>
    /// What changes, as lines of a diff: the number of the line, lines that go with <c>-</c>, lines that come with
    /// <c>+</c>.
    /// </summary>
    public IEnumerable<string> Lines => _insertions.GroupBy(each => LineOf(each.At)).SelectMany(OfLine);

    private int LineOf(int at) => Before[..at].Count(letter => letter == '\n');

    private IEnumerable<string> OfLine(IGrouping<int, (int At, string Text)> inserted)
    {
        var begin = inserted.Key == 0 ? 0 : IndexOfLine(inserted.Key);
        var end = Before.IndexOf('\n', begin);
        var line = Before[begin..(end < 0 ? Before.Length : end)].TrimEnd('\r');
        var changed = line;
        foreach (var (at, text) in inserted.Reverse())
            changed = changed.Insert(at - begin, text);
        string[] lines = [.. changed.Split('\n').Select(each => each.TrimEnd('\r'))];
        yield return $"line {inserted.Key + 1}:";
        var stays = lines[0] == line;
        yield return stays ? $"  {line}" : $"- {line}";
        foreach (var added in lines.Skip(stays ? 1 : 0))
            yield return $"+ {added}";
    }

    private int IndexOfLine(int number)
    {
        var at = 0;
        for (var line = 0; line < number; line++)
            at = Before.IndexOf('\n', at) + 1;
        return at;
    }
}
