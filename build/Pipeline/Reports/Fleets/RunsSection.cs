using Foundation.Text;
using Foundation.Timing;
using Pipeline.Reports.Markup;
using Pipeline.Terminal;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Fleets;

/// <summary>What runs did to regions: one line a run.</summary>
internal static class RunsSection
{
    /// <summary>The section, or <see langword="null"/> where no run is noted.</summary>
    /// <param name="runs">The runs, the newest first.</param>
    /// <param name="most">How many are shown.</param>
    public static Section? Of(IReadOnlyList<HistoryRun> runs, int most)
    {
        if (runs.Count == 0)
            return null;
        var table = Table
            .Of(
                "What each run did to which regions, the newest first",
                ["When", "Target", "From", "To", "Outcome", "Who", "Regions", "From where", "Took", "Details"],
                runs.Take(most).Select(RowOf)
            )
            .Class("overview runs");
        var older = runs.Count - most;
        return older <= 0
            ? new Section("runs", "Runs", table)
            : new Section("runs", "Runs", table, Tag("p", $"And {Counted.Of(older, "older run")}.").Class("quiet"));
    }

    private static Row RowOf(HistoryRun run) =>
        new(
            Times.Minute(run.Entry.At),
            run.Entry.Target,
            run.From,
            run.To,
            OutcomeText.Badge(run.Entry.Outcome, run.Word),
            run.Entry.Actor,
            string.Join(", ", run.Regions),
            run.Entry.Job is { } job ? LinkToWeb(job) : run.Entry.Host,
            run.Entry.EndedAt is { } end ? Signs.Whole(DurationText.Of(Times.Between(run.Entry.At, end))) : "–",
            run.Details.Length == 0 ? "–" : run.Details
        );
}
