using Foundation.Text;
using Foundation.Timing;
using Pipeline.Targets;
using Releases.Histories;
using Releases.Records;

namespace Pipeline.Terminal;

/// <summary>
/// Who released what, as people and machines read it: the newest run first, regions that it did the same to together.
/// </summary>
public static class HistoryReport
{
    private const int ShownRuns = 40;

    private static readonly int[] LeastWidths = [17, 15, 16, 16, 14, 24];

    private static readonly string[] Header = ["When", "Target", "From", "To", "Outcome", "Who"];

    /// <summary>Writes a history.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="history">The history.</param>
    /// <param name="format"><c>table</c>, <c>markdown</c> or <c>json</c>.</param>
    /// <param name="width">How wide the terminal is.</param>
    /// <param name="record">The run, to whose fleet commands lead.</param>
    public static void Write(
        TextWriter output,
        FleetHistory history,
        string format,
        int width = TextTable.UsualWidth,
        ReleaseRecord? record = null
    )
    {
        if (format == OutputFormats.Json)
        {
            output.WriteLine(FleetHistoryFormat.Write(history));
            return;
        }
        var runs = HistoryRun.Of(history);
        if (format == OutputFormats.Markdown)
            MarkdownTable.Write(
                output,
                [.. Header, "Regions", "From where", "Details"],
                [.. runs.Select(run => (string[])[.. Row(run), string.Join(", ", run.Regions), run.Place, run.Details])]
            );
        else if (runs.Count > 0)
            WriteTable(output, [.. runs.Take(ShownRuns)], width);
        if (format == OutputFormats.Table && runs.Count > ShownRuns)
            output.WriteLine($"and {runs.Count - ShownRuns} older runs; --output=json has all");
        if (runs.Count > 0)
            output.WriteLine();
        foreach (var unread in history.Unread.GroupBy(region => (region.Problem, region.NextStep)))
        {
            var names = RegionNames.Of([.. unread.Select(region => region.Region)]);
            WrappedText.Write(output, "Not read: ", $"{names}: {unread.Key.Problem}");
            if (unread.Key.NextStep is { } next)
                NextLine.Write(output, "    ", next, record);
        }
        WrappedText.Write(output, "", CountOf(history, runs));
    }

    /// <summary>How many runs of how many regions are known, and since when.</summary>
    /// <param name="history">The history.</param>
    /// <param name="runs">Its runs, the newest first.</param>
    public static string CountOf(FleetHistory history, IReadOnlyList<HistoryRun> runs)
    {
        if (history.IsUnread)
            return history.Regions is [var only]
                ? $"Region {only} could not be read."
                : $"None of {Counted.Of(history.Regions.Count, "region")} could be read.";
        var read = $"{history.Regions.Count - history.Unread.Count} of {Counted.Of(history.Regions.Count, "region")}";
        if (runs.Count == 0)
            return history.Unread.Count == 0
                ? $"No run is noted in {read}."
                : $"No run is noted in the {read} that could be read.";
        // As the last line shows it: regions of one run may have begun at different minutes.
        var since = UtcText.ForPeopleToTheMinute(runs[^1].Entry.At);
        return $"{Counted.Of(runs.Count, "run")} in {read}, since {since}. A region keeps its last {HistoryNote.Most}.";
    }

    private static void WriteTable(TextWriter output, IReadOnlyList<HistoryRun> runs, int width) =>
        TextTable.Write(
            output,
            Header,
            [.. runs.Select(Row)],
            width,
            LeastWidths,
            at =>
            {
                WrappedText.Write(output, "      ", $"{RegionNames.Of(runs[at].Regions)}; from {runs[at].Place}");
                if (runs[at].Details is { Length: > 0 } details)
                    WrappedText.Write(output, "      ", details);
            }
        );

    private static string[] Row(HistoryRun run) =>
        [
            UtcText.ForPeopleToTheMinute(run.Entry.At),
            run.Entry.Target,
            run.From,
            run.To,
            run.Entry.Outcome == Outcome.Running
                ? run.Word.ToUpperInvariant()
                : OutcomeWords.Loud(run.Entry.Outcome, run.Word),
            run.Entry.Actor,
        ];
}
