using Foundation.Text;

namespace Pipeline.Terminal;

/// <summary>A table of plain text, its columns as wide as their widest cell.</summary>
public static class TextTable
{
    /// <summary>Writes the table.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The columns' titles.</param>
    /// <param name="rows">The cells, as many a row as there are titles.</param>
    public static void Write(TextWriter output, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        // Before they are measured: what is drawn as nothing, and an end of a line, would push the columns apart.
        var cells = rows.Select(row => row.Select(VisibleText.Line).ToArray()).ToArray();
        var widths = header
            .Select((title, column) => cells.Select(row => row[column].Length).Append(title.Length).Max())
            .ToArray();
        output.WriteLine(Line(header, widths));
        output.WriteLine(string.Join("  ", widths.Select(width => new string('-', width))));
        foreach (var row in cells)
            output.WriteLine(Line(row, widths));
    }

    private static string Line(IReadOnlyList<string> cells, int[] widths) =>
        string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
}
