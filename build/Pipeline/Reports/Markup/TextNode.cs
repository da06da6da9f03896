namespace Pipeline.Reports.Markup;

/// <summary>Text, whatever it looks like.</summary>
internal sealed class TextNode(string text) : Node
{
    internal override void WriteTo(TextWriter page) => page.Write(EncodedText.Of(text));
}
