using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Markup;

/// <summary>
/// Tables that a screen reader can find its way in: with a caption, and with headers that say what they head.
/// </summary>
public static class Table
{
    /// <summary>Makes a table.</summary>
    /// <param name="caption">What it is about.</param>
    /// <param name="headers">The headers of its columns.</param>
    /// <param name="rows">Its rows; the first cell of each is its header.</param>
    public static Element Of(string caption, IReadOnlyList<string> headers, IEnumerable<Row> rows) =>
        Tag(
            "table",
            Tag("caption", caption),
            Tag("thead", Tag("tr", headers.Select(header => Tag("th", header).Set("scope", "col")))),
            Tag("tbody", rows.Select(RowOf))
        );

    private static Element RowOf(Row row) =>
        Tag("tr", [Kept("th", row.Header).Set("scope", "row"), .. row.Cells.Select(cell => Kept("td", cell))]);

    // A version or a name that is cut in two is read as another one.
    private static Element Kept(string name, Node cell) =>
        cell is TextNode { Text: var text } && Wholeness.Of(text) is { } kept
            ? Tag(name, cell).Class(kept)
            : Tag(name, cell);
}

/// <summary>A row of a table.</summary>
/// <param name="Header">What the row is about.</param>
/// <param name="Cells">Its other cells.</param>
public sealed record Row(Node Header, params IReadOnlyList<Node> Cells);
