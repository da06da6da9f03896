using System.Globalization;

namespace Benchmarks.Results;

/// <summary>
/// The ratios and the numbers of requests that <c>docs/performance.md</c> shows, and whether a later measurement is
/// worse.
/// </summary>
/// <param name="file">That file.</param>
internal sealed class Promises(string file)
{
    /// <summary>The first line of its table.</summary>
    public const string Header =
        "| work | time | processor time | memory | measured against | its time | its processor time | ratio of times | of processor times |";

    private const double Margin = 1.3;

    // A slow machine hears of a Job's end later, and asks a few times more.
    private const double RequestMargin = 1.2;

    private const int TimeColumn = 7;
    private const int ProcessorColumn = 8;

    /// <summary>Says of each row how it compares.</summary>
    /// <param name="findings">The rows.</param>
    /// <returns>
    /// What is more than 30 % worse than the page, takes over 20 % more requests, or is not on it; empty where all is
    /// well.
    /// </returns>
    /// <exception cref="InvalidOperationException">The page has no such table.</exception>
    public IReadOnlyList<string> Broken(Findings findings)
    {
        var table = Read();
        return
        [
            .. findings
                .Rows.Where(row => row.TimeRatio is not null)
                .SelectMany(row =>
                    table.TryGetValue((row.Work, row.Beside!), out var promised)
                        ? Worse(findings, row, promised)
                        : [$"{row.Work} against {row.Beside}: no such row in {file}"]
                ),
            .. findings
                .Figures.Where(figure => figure.Unit == Figure.Requests)
                .Select(figure => More(findings, figure))
                .OfType<string>(),
        ];
    }

    private string? More(Findings findings, Figure figure)
    {
        var start = $"| {figure.Name} | ";
        var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal));
        if (!double.TryParse(line?[start.Length..].Split(' ')[0], CultureInfo.InvariantCulture, out var promised))
            return $"{figure.Name}: no such figure in {file}";
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"{figure.Name}: {figure.Value:0}, {promised:0} by the page"
        );
        findings.Say(words);
        return figure.Value > promised * RequestMargin ? $"{words}: over 20 % more" : null;
    }

    private static IEnumerable<string> Worse(Findings findings, Row row, string[] promised)
    {
        if (Said(findings, row, "time", row.TimeRatio, promised[TimeColumn]) is { } slower)
            yield return slower;
        if (Said(findings, row, "processor time", row.ProcessorRatio, promised[ProcessorColumn]) is { } dearer)
            yield return dearer;
    }

    private static string? Said(Findings findings, Row row, string what, double? measured, string text)
    {
        if (measured is not { } ratio)
            return null;
        if (!double.TryParse(text, CultureInfo.InvariantCulture, out var promised))
            return $"{row.Work} against {row.Beside}: the page has no ratio of the {what}";
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Work}: {ratio:0.00} of the {what} of {row.Beside}, {promised:0.00} by the page"
        );
        findings.Say(words);
        return ratio > promised * Margin ? $"{words}: more than 30 % worse" : null;
    }

    private Dictionary<(string Work, string Beside), string[]> Read()
    {
        var rows = File.ReadLines(file)
            .SkipWhile(line => line != Header)
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => (cells[0], cells[4]));
        return rows.Count > 0 ? rows : throw new InvalidOperationException($"{file} has no table of measurements");
    }
}
