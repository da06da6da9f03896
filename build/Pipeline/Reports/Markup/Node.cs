using System.Text.Encodings.Web;
using System.Text.Unicode;
using Foundation.Text;

namespace Pipeline.Reports.Markup;

/// <summary>
/// A piece of a page. Text turns into one by itself; there is no other way for text to get into a page.
/// </summary>
public abstract class Node
{
    /// <summary>Text as a piece of a page.</summary>
    public static implicit operator Node(string text) => new TextNode(text);

    internal abstract void WriteTo(TextWriter page);
}

/// <summary>Text, whatever it looks like.</summary>
internal sealed class TextNode(string text) : Node
{
    /// <summary>The text as it is.</summary>
    public string Text => text;

    internal override void WriteTo(TextWriter page) => page.Write(EncodedText.Of(text));
}

/// <summary>Text from outside in a page: visible, and no markup.</summary>
internal static class EncodedText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Of(string text) => Encoder.Encode(VisibleText.Of(text));
}
