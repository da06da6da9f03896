using Foundation.Text;

namespace Pipeline.Terminal;

/// <summary>
/// A table of plain text, its columns as wide as their widest cell, or less where that is wider than the terminal.
/// </summary>
public static class TextTable
{
    /// <summary>The width of a terminal that is not known, in letters.</summary>
    public const int UsualWidth = 80;

    private const string Gap = "  ";

    /// <summary>Writes the table.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="header">The columns' titles.</param>
    /// <param name="rows">The cells, as many a row as there are titles.</param>
    /// <param name="width">How wide a line may be.</param>
    /// <param name="least">
    /// How many letters each column keeps at least where a line is wider; <see langword="null"/> where none is cut.
    /// </param>
    /// <param name="belowRow">Writes what stands below a row, given its place among the rows.</param>
    public static void Write(
        TextWriter output,
        IReadOnlyList<string> header,
        IReadOnlyList<IReadOnlyList<string>> rows,
        int width = UsualWidth,
        IReadOnlyList<int>? least = null,
        Action<int>? belowRow = null
    )
    {
        // Before they are measured: what is drawn as nothing, and an end of a line, would push the columns apart.
        var cells = rows.Select(row => row.Select(VisibleText.Line).ToArray()).ToArray();
        var widths = header
            .Select((title, column) => cells.Select(row => row[column].Length).Append(title.Length).Max())
            .ToArray();
        if (least is not null)
            Narrow(widths, width, least);
        output.WriteLine(Line(header, widths));
        output.WriteLine(string.Join(Gap, widths.Select(column => new string('-', column))));
        for (var at = 0; at < cells.Length; at++)
        {
            output.WriteLine(Line(cells[at], widths));
            belowRow?.Invoke(at);
        }
    }

    private static string Line(IReadOnlyList<string> cells, int[] widths) =>
        string.Join(Gap, cells.Select((cell, column) => Cut(cell, widths[column]).PadRight(widths[column]))).TrimEnd();

    private static string Cut(string cell, int width) =>
        cell.Length <= width ? cell : $"{Shortened.Beginning(cell, width - 1)}…";

    // The column that has most above its least gives first.
    private static void Narrow(int[] widths, int width, IReadOnlyList<int> least)
    {
        var tooMuch = widths.Sum() + (Gap.Length * (widths.Length - 1)) - width;
        while (tooMuch-- > 0)
        {
            var column = Enumerable.Range(0, widths.Length).MaxBy(column => widths[column] - least[column]);
            if (widths[column] <= least[column])
                return;
            widths[column]--;
        }
    }
}
