using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace Pipeline.Terminal.Live;

/// <summary>
/// Texts that have to fit into columns of a terminal, where a letter can be two columns wide or none.
/// </summary>
public static class CellText
{
    /// <summary>How many columns a text takes.</summary>
    public static int Width(string text) => new Segment(text).CellCount();

    /// <summary>A text of at most so many columns, cut at its end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">How many columns there are.</param>
    /// <param name="ellipsis">What shows that it was cut; one column.</param>
    public static string Cut(string text, int width, string ellipsis)
    {
        if (Width(text) <= width)
            return text;
        if (width <= 0)
            return "";
        var cut = new StringBuilder();
        var left = width - 1;
        var letters = StringInfo.GetTextElementEnumerator(text);
        while (letters.MoveNext() && left >= Width(letters.GetTextElement()))
        {
            cut.Append(letters.GetTextElement());
            left -= Width(letters.GetTextElement());
        }
        return cut.Append(ellipsis).ToString();
    }
}
