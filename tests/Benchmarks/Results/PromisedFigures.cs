using System.Globalization;

namespace Benchmarks.Results;

/// <summary>What <c>docs/performance.md</c> shows for one kind of machine, as <see cref="Findings.Markdown"/> wrote
/// it.</summary>
/// <param name="Processor">The processors that were measured on.</param>
internal sealed record PromisedFigures(string Processor)
{
    /// <summary>The first line of the table of rows.</summary>
    public const string Header =
        "| work | time | processor time | memory | measured against | its time | its processor time | ratio of times | of processor times |";

    private const string Beginning = "Measured on ";
    private const int BesideColumn = 4;
    private const int TimeColumn = 7;
    private const int ProcessorColumn = 8;
    private const int Columns = 9;

    private readonly Dictionary<(string Work, string Beside), Ratios> _ratios = [];
    private readonly Dictionary<string, double> _figures = [];

    /// <summary>The line above the tables of a machine.</summary>
    public static string TitleOf(Machine machine) => $"{Beginning}{machine.Processor}; {machine.System}.";

    /// <summary>The ratios of a row; null where the page has no such row.</summary>
    public Ratios? RatiosOf(Row row) => _ratios.GetValueOrDefault((row.Work, row.Beside!));

    /// <summary>A figure in its own unit; null where the page has none of that name.</summary>
    public double? ValueOf(Figure figure) => _figures.TryGetValue(figure.Name, out var value) ? value : null;

    /// <summary>Reads a page.</summary>
    /// <returns>One for each machine, in the order of the page.</returns>
    public static IReadOnlyList<PromisedFigures> Read(IEnumerable<string> lines)
    {
        var machines = new List<PromisedFigures>();
        foreach (var line in lines)
        {
            if (line.StartsWith(Beginning, StringComparison.Ordinal))
                machines.Add(new(line[Beginning.Length..].Split(';')[0]));
            else if (line.StartsWith('|') && machines.Count > 0)
                machines[^1].Take(line.Trim('|').Split('|', StringSplitOptions.TrimEntries));
        }
        return machines;
    }

    // A row whose cells are no numbers, such as a header, is none of any work.
    private void Take(string[] cells)
    {
        if (cells.Length == Columns)
            _ratios[(cells[0], cells[BesideColumn])] = new(Number(cells[TimeColumn]), Number(cells[ProcessorColumn]));
        else if (cells.Length == 2 && Number(cells[1].Split(' ')[0]) is { } value)
            _figures[cells[0]] = value;
    }

    private static double? Number(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Our times by those of what we are measured against; null where the page leaves one open.</summary>
internal sealed record Ratios(double? OfTimes, double? OfProcessorTimes);
