using Foundation.Text;
using Foundation.Timing;
using Releases.Records;

namespace Pipeline.Terminal.Live;

/// <summary>
/// Draws the matrix: its lines, none longer than the terminal is wide, and no more of them than it is high.
/// </summary>
/// <param name="release">What is released, for the title.</param>
/// <param name="start">When the lanes began.</param>
/// <param name="glyphs">The signs.</param>
public sealed class MatrixPicture(string release, DateTimeOffset start, Glyphs glyphs)
{
    // The line of the cursor, an empty one above, the title, the columns' titles.
    private const int OtherLines = 4;

    /// <summary>Draws.</summary>
    /// <param name="matrix">The lanes.</param>
    /// <param name="now">The moment.</param>
    /// <param name="width">The columns of the terminal.</param>
    /// <param name="height">Its lines.</param>
    public IReadOnlyList<IReadOnlyList<TonedText>> Lines(LaneMatrix matrix, DateTimeOffset now, int width, int height)
    {
        var layout = MatrixLayout.Of(matrix, width);
        var room = height - OtherLines;
        if (room < 1)
            return height < 2 ? [] : [Title(matrix, now, layout)];
        var choice = RowChoice.Of(matrix.Rows, room);
        if (choice.Left.Count > 0)
            choice = RowChoice.Of(matrix.Rows, room - 1);
        var lines = new List<IReadOnlyList<TonedText>>
        {
            Array.Empty<TonedText>(),
            Title(matrix, now, layout),
            Header(matrix, layout),
        };
        lines.AddRange(choice.Shown.Select(row => Row(row, now, layout)));
        if (choice.Left.Count > 0)
            lines.Add([Cut($"and {choice.Left.Count} more: {Counts(choice.Left)}", layout.Width, Tone.Quiet)]);
        return lines;
    }

    private TonedText[] Title(LaneMatrix matrix, DateTimeOffset now, MatrixLayout layout)
    {
        var text = $"{release}  {DurationText.OfColumn(now - start)}  {Counts(matrix.Rows)}";
        return [Cut(text, layout.Width, Tone.Strong)];
    }

    private static string Counts(IReadOnlyList<LaneRow> rows) =>
        string.Join(
            ", ",
            rows.GroupBy(row => row.State)
                .OrderBy(group => group.Key)
                .Select(group => $"{group.Count()} {group.Key.Word()}")
        );

    private TonedText[] Header(LaneMatrix matrix, MatrixLayout layout) =>
        Line(
            layout,
            new TonedText("Region", Tone.Quiet),
            matrix.Stages.Select(stage => new TonedText(layout.Title(stage), Tone.Quiet)),
            new TonedText("Pods", Tone.Quiet),
            new TonedText("", Tone.Quiet)
        );

    private TonedText[] Row(LaneRow row, DateTimeOffset now, MatrixLayout layout) =>
        Line(
            layout,
            new TonedText(row.Region, ToneOf(row.State)),
            row.Stages.Select(cell => Cell(row, cell, now, layout)),
            new TonedText(PodsOf(row), Tone.Plain),
            TextOf(row, now)
        );

    private TonedText Cell(LaneRow row, StageCell cell, DateTimeOffset now, MatrixLayout layout)
    {
        // A narrow terminal has no column for the pods: there they stand where the rollout's time would.
        var pods = !layout.IsWide && cell is { Stage: Stage.Verify, State: CellState.Running } ? PodsOf(row) : "";
        var what =
            pods.Length > 0 ? pods
            : cell is { State: CellState.Open or CellState.NothingToDo } || cell.Took(now) is not { } took ? ""
            : DurationText.OfColumn(took);
        return new TonedText($"{glyphs.Of(cell.State)} {what}".TrimEnd(), ToneOf(cell.State));
    }

    private TonedText[] Line(
        MatrixLayout layout,
        TonedText region,
        IEnumerable<TonedText> stages,
        TonedText pods,
        TonedText text
    )
    {
        var gap = new string(' ', layout.Gap);
        var cells = new List<TonedText> { Padded(region, layout.Region) };
        foreach (var stage in stages)
            cells.AddRange([new TonedText(gap), Padded(stage, layout.Stage)]);
        if (layout.IsWide)
            cells.AddRange([new TonedText(gap), Padded(pods, layout.Pods)]);
        if (layout.Text > 0)
            cells.AddRange([new TonedText(gap), Cut(text.Text, layout.Text, text.Tone)]);
        return Within(cells, layout.Width);
    }

    // On a terminal that is narrower than any that the layout knows.
    private TonedText[] Within(IEnumerable<TonedText> cells, int width)
    {
        var line = new List<TonedText>();
        foreach (var cell in cells)
        {
            if (width <= 0)
                break;
            line.Add(cell with { Text = CellText.Cut(cell.Text, width, glyphs.Ellipsis) });
            width -= CellText.Width(line[^1].Text);
        }
        return [.. line];
    }

    private TonedText Padded(TonedText cell, int width)
    {
        var cut = Cut(cell.Text, width, cell.Tone);
        return cut with { Text = cut.Text + new string(' ', width - CellText.Width(cut.Text)) };
    }

    private TonedText Cut(string text, int width, Tone tone) =>
        new(
            CellText.Cut(glyphs.Fit(PrintableLine.Of(text).Replace('\t', ' ').TrimStart()), width, glyphs.Ellipsis),
            tone
        );

    private static string PodsOf(LaneRow row) => $"{row.Pods}";

    private static TonedText TextOf(LaneRow row, DateTimeOffset now) =>
        row.State == LaneState.Waiting ? new TonedText($"wave {row.Wave}", Tone.Quiet)
        : row.State == LaneState.Done ? new TonedText(row.Text, Tone.Quiet)
        : row is { Since: { } since, State: LaneState.Running }
            ? new TonedText($"{row.Text} {DurationText.OfColumn(now - since)}", Tones.Of(row.Kind))
        : new TonedText(row.Text, Tones.Of(row.Kind));

    private static Tone ToneOf(LaneState state) =>
        state switch
        {
            LaneState.Failed or LaneState.Interrupted => Tone.Bad,
            LaneState.Waiting or LaneState.Skipped => Tone.Quiet,
            LaneState.Running or LaneState.Done => Tone.Plain,
        };

    private static Tone ToneOf(CellState state) =>
        state switch
        {
            CellState.Running => Tone.Busy,
            CellState.Done => Tone.Good,
            CellState.Failed or CellState.Interrupted => Tone.Bad,
            CellState.Open or CellState.NothingToDo => Tone.Quiet,
        };
}
