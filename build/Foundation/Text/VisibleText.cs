using System.Globalization;
using System.Text;

namespace Foundation.Text;

/// <summary>
/// Text from outside as people may be shown it, on pages and in terminals: what it says is what a reader sees.
/// </summary>
public static class VisibleText
{
    // Letters that Unicode lets a program leave out, or that are drawn as nothing, and that are of no format category;
    // in their order.
    private static readonly (int First, int Last)[] Unseen =
    [
        (0x034F, 0x034F),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x2065, 0x2065),
        (0x3164, 0x3164),
        (0xFFA0, 0xFFA0),
        (0xFFF0, 0xFFF8),
        (0xE0000, 0xE0FFF),
    ];

    /// <summary>
    /// The text without control characters and without those that reorder or hide others: a replacement character
    /// stands for each. Tabs stay.
    /// </summary>
    public static string Of(string text) => Shown(text, "\t");

    /// <summary>The same in one line: a space stands for each end of a line.</summary>
    public static string Line(string text) =>
        Of(text.Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' ').Replace('\r', ' '));

    /// <summary>The same in the lines that it has.</summary>
    // Windows ends a line with both; alone, the first of them would let the line be written over.
    public static string Lines(string text) =>
        string.Join("\r\n", text.Split("\r\n").Select(part => Shown(part, "\t\n")));

    private static string Shown(string text, string kept)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            visible.Append(IsShown(rune, kept) ? rune : Rune.ReplacementChar);
        return visible.ToString();
    }

    private static bool IsShown(Rune rune, string kept) =>
        (rune.IsBmp && kept.Contains((char)rune.Value, StringComparison.Ordinal))
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            )
            && !IsUnseen(rune.Value);

    // Asked of every letter of a log: nothing is allocated, and most letters come before all of these.
    private static bool IsUnseen(int letter)
    {
        foreach (var (first, last) in Unseen)
        {
            if (letter <= last)
                return letter >= first;
        }
        return false;
    }
}
