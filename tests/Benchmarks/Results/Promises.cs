using System.Globalization;

namespace Benchmarks.Results;

/// <summary>
/// The ratios and the numbers of requests that <c>docs/performance.md</c> shows, and whether a later measurement is
/// worse. The page shows several kinds of machine, since one starts programs well and another computes well: a ratio is
/// compared with that of the same kind, and with the largest of all on a machine that the page does not show.
/// </summary>
internal sealed class Promises
{
    private const double Margin = 1.3;

    // A slow machine hears of a Job's end later, and asks a few times more.
    private const double RequestMargin = 1.2;

    private readonly string _file;
    private readonly IReadOnlyList<PromisedFigures> _machines;

    /// <param name="file">The page.</param>
    /// <param name="processor">The processors that are measured on.</param>
    /// <exception cref="InvalidOperationException">The page has no such table.</exception>
    public Promises(string file, string processor)
    {
        _file = file;
        var all = PromisedFigures.Read(File.ReadLines(file));
        PromisedFigures[] same = [.. all.Where(machine => machine.Processor == processor)];
        _machines = same.Length > 0 ? same : all;
        if (_machines.Count == 0)
            throw new InvalidOperationException($"{file} has no table of measurements");
    }

    /// <summary>Says of each row how it compares.</summary>
    /// <param name="findings">The rows.</param>
    /// <returns>
    /// What is more than 30 % worse than the page, takes over 20 % more requests, or is not on it; empty where all is
    /// well.
    /// </returns>
    public IReadOnlyList<string> Broken(Findings findings) =>
        [
            .. findings.Rows.Where(row => row.TimeRatio is not null).SelectMany(row => Worse(findings, row)),
            .. findings
                .Figures.Where(figure => figure.Unit == Figure.Requests)
                .Select(figure => More(findings, figure))
                .OfType<string>(),
        ];

    private string? More(Findings findings, Figure figure)
    {
        if (_machines.Max(machine => machine.ValueOf(figure)) is not { } promised)
            return $"{figure.Name}: no such figure in {_file}";
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"{figure.Name}: {figure.Value:0}, {promised:0} by the page"
        );
        findings.Say(words);
        return figure.Value > promised * RequestMargin ? $"{words}: over 20 % more" : null;
    }

    private IEnumerable<string> Worse(Findings findings, Row row)
    {
        var promised = _machines.Select(machine => machine.RatiosOf(row)).OfType<Ratios>().ToArray();
        if (promised.Length == 0)
            return [$"{row.Work} against {row.Beside}: no such row in {_file}"];
        string?[] words =
        [
            Said(findings, row, "time", row.TimeRatio, promised.Max(each => each.OfTimes)),
            Said(findings, row, "processor time", row.ProcessorRatio, promised.Max(each => each.OfProcessorTimes)),
        ];
        return words.OfType<string>();
    }

    private static string? Said(Findings findings, Row row, string what, double? measured, double? promised)
    {
        if (measured is not { } ratio)
            return null;
        if (promised is null)
            return $"{row.Work} against {row.Beside}: the page has no ratio of the {what}";
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Work}: {ratio:0.00} of the {what} of {row.Beside}, {promised:0.00} by the page"
        );
        findings.Say(words);
        return ratio > promised * Margin ? $"{words}: more than 30 % worse" : null;
    }
}
