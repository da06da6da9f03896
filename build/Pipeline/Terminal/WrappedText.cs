using Foundation.Text;

namespace Pipeline.Terminal;

/// <summary>Text in lines that a terminal can show.</summary>
public static class WrappedText
{
    /// <summary>The widest line, in letters.</summary>
    public const int Width = 120;

    /// <summary>Writes a text in as many lines as it takes, broken between words where there are some.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="text">The text; made printable.</param>
    /// <param name="width">The widest line, in letters.</param>
    public static void Write(TextWriter output, string first, string text, int width = Width)
    {
        foreach (var line in Lines(first, text, width))
            output.WriteLine(line);
    }

    /// <summary>A text as lines, broken between words where there are some.</summary>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="text">The text; made printable.</param>
    /// <param name="width">The widest line, in letters.</param>
    public static IEnumerable<string> Lines(string first, string text, int width)
    {
        var begin = first;
        var rest = PrintableLine.Of(text);
        while (begin.Length + rest.Length > width)
        {
            var room = width - begin.Length;
            var end = rest.LastIndexOf(' ', room);
            // An address or a name that fills the line is broken anywhere.
            var take = end > room / 2 ? end : room;
            yield return $"{begin}{rest[..take]}";
            rest = rest[take..].TrimStart();
            begin = new string(' ', first.Length);
        }
        yield return $"{begin}{rest}";
    }

    /// <summary>A text that fits into a cell, made printable; its end is left out where it is too long.</summary>
    public static string Cell(string text, int width)
    {
        var plain = PrintableLine.Of(text);
        return plain.Length <= width ? plain : $"{Shortened.Beginning(plain, width - 1)}…";
    }
}
