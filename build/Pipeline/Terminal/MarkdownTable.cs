using Foundation.Text;

namespace Pipeline.Terminal;

/// <summary>A table in Markdown, for merge requests and wikis.</summary>
public static class MarkdownTable
{
    /// <summary>Writes the table.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The columns' titles.</param>
    /// <param name="rows">The cells, as many a row as there are titles.</param>
    public static void Write(TextWriter output, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        output.WriteLine(Line(header));
        output.WriteLine(Line([.. header.Select(_ => "---")]));
        foreach (var row in rows)
            output.WriteLine(Line(row));
    }

    // A bar would begin a new cell, and a tag would be taken for HTML. A backslash before a bar would take back ours.
    private static string Cell(string text) =>
        VisibleText
            .Line(text)
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Line(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells.Select(Cell))} |";
}
