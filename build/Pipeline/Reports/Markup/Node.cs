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
