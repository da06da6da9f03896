using System.Globalization;
using System.Text.Json;
using Benchmarks.Measuring;

namespace Benchmarks.Results;

/// <summary>
/// What was measured, on its way to a terminal, to a page and to programs. Rows are shown as they come.
/// </summary>
/// <param name="output">Where rows are shown.</param>
internal sealed class Findings(TextWriter output)
{
    private readonly List<Row> _rows = [];
    private readonly List<Figure> _figures = [];

    public IReadOnlyList<Row> Rows => _rows;

    public IReadOnlyList<Figure> Figures => _figures;

    /// <summary>Begins a group of rows.</summary>
    public void Begin(string title)
    {
        output.WriteLine();
        output.WriteLine(title);
    }

    /// <summary>A line for whoever watches.</summary>
    public void Say(string line) => output.WriteLine($"  {line}");

    public void Add(Row row)
    {
        _rows.Add(row);
        Say(row.Work);
        Say($"  {Text(row.Ours)}");
        if (row.Theirs is { } theirs)
            Say($"  {Text(theirs)}   {row.Beside}");
        if (row.TimeRatio is not null)
            Say($"  {Number(row.TimeRatio), 7}   of the time, {Number(row.ProcessorRatio)} of the processor time");
    }

    public void Add(Figure figure)
    {
        _figures.Add(figure);
        Say($"{figure.Name}: {Value(figure)}");
    }

    /// <summary>The tables of <c>docs/performance.md</c> for one machine.</summary>
    public string Markdown(Machine machine)
    {
        var lines = new List<string>
        {
            PromisedFigures.TitleOf(machine),
            "",
            PromisedFigures.Header,
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        };
        lines.AddRange(
            _rows.Select(row =>
                $"| {row.Work} | {Seconds(row.Ours.Elapsed)} | {Seconds(row.Ours.Processor)} | {Megabytes(row.Ours.PeakBytes)} | "
                + $"{row.Beside ?? "–"} | {Seconds(row.Theirs?.Elapsed)} | {Seconds(row.Theirs?.Processor)} | "
                + $"{Number(row.TimeRatio)} | {Number(row.ProcessorRatio)} |"
            )
        );
        lines.AddRange(["", "| figure | value |", "| --- | --- |"]);
        lines.AddRange(_figures.Select(figure => $"| {figure.Name} | {Value(figure)} |"));
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>The same for programs: seconds and bytes.</summary>
    public string Json() =>
        JsonSerializer.Serialize(
            new
            {
                machine = Machine.Here.Processor,
                system = Machine.Here.System,
                rows = _rows.Select(row => new
                {
                    work = row.Work,
                    seconds = row.Ours.Elapsed.TotalSeconds,
                    processorSeconds = row.Ours.Processor.TotalSeconds,
                    peakBytes = row.Ours.PeakBytes,
                    against = row.Beside,
                    theirSeconds = row.Theirs?.Elapsed.TotalSeconds,
                    theirProcessorSeconds = row.Theirs?.Processor.TotalSeconds,
                    timeRatio = row.TimeRatio,
                    processorRatio = row.ProcessorRatio,
                }),
                figures = _figures.Select(figure => new
                {
                    name = figure.Name,
                    value = figure.Value,
                    unit = figure.Unit,
                }),
            },
            Indented
        );

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static string Text(Measurement measured) =>
        $"{Seconds(measured.Elapsed), 9}   processor {Seconds(measured.Processor), 8}   {Megabytes(measured.PeakBytes), 7}";

    private static string Value(Figure figure) =>
        $"{figure.Value.ToString("0.##", CultureInfo.InvariantCulture)} {figure.Unit}";

    private static string Seconds(TimeSpan? time) =>
        time is { } known ? $"{known.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)} s" : "–";

    private static string Megabytes(long bytes) =>
        bytes == 0 ? "–" : $"{(bytes / 1e6).ToString("0", CultureInfo.InvariantCulture)} MB";

    private static string Number(double? ratio) => ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";
}
