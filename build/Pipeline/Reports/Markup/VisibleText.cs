using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Pipeline.Reports.Markup;

/// <summary>Text from outside as a page may show it: what it says is what a reader sees.</summary>
public static class VisibleText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    // Persian and Hindi words, and emoji, are written with them; they reorder and hide nothing.
    private static readonly Rune[] Joiners = [new('\u200C'), new('\u200D')];

    /// <summary>
    /// The text without control characters and without those that reorder or hide others (Unicode's categories Cc, Cf,
    /// Zl and Zp); a replacement character stands for each. Tabs stay.
    /// </summary>
    public static string Of(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            visible.Append(IsShown(rune) ? rune : Rune.ReplacementChar);
        return visible.ToString();
    }

    internal static string Encoded(string text) => Encoder.Encode(Of(text));

    private static bool IsShown(Rune rune) =>
        rune.Value == '\t'
        || Joiners.Contains(rune)
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );
}
