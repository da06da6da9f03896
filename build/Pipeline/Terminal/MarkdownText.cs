using System.Text;
using Foundation.Text;

namespace Pipeline.Terminal;

/// <summary>Text of others in Markdown, where it shall be nothing but text.</summary>
public static class MarkdownText
{
    // CommonMark, 2.4: a backslash before punctuation makes it a letter.
    private const string Marks = "\\`*_{}[]()<>#!|~&$@";

    /// <summary>The text in one line, in which nothing is markup.</summary>
    public static string Of(string text)
    {
        var escaped = new StringBuilder();
        foreach (var letter in VisibleText.Line(text))
        {
            if (Marks.Contains(letter, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(letter);
        }
        return escaped.ToString();
    }
}
