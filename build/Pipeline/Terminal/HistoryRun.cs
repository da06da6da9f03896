using Releases.Histories;
using Releases.Records;

namespace Pipeline.Terminal;

/// <summary>A run, and the regions that it has done the same to.</summary>
/// <param name="Entry">What it has done, as the region says that it came to last.</param>
/// <param name="Regions">The names of the regions.</param>
public sealed record HistoryRun(HistoryEntry Entry, IReadOnlyList<string> Regions)
{
    /// <summary>The runs of a history, the newest first.</summary>
    public static IReadOnlyList<HistoryRun> Of(FleetHistory history) =>
        [
            .. history
                .Entries.GroupBy(entry =>
                    (
                        (entry.Run, entry.Began, entry.From, entry.Version),
                        (WordOf(entry), entry.Reason, entry.Serves, entry.Unapplied)
                    )
                )
                .Select(group => new HistoryRun(
                    group.MaxBy(entry => entry.Moment)!,
                    [.. history.Regions.Where(region => group.Any(entry => entry.Region == region))]
                ))
                .OrderByDescending(run => run.Entry.Moment),
        ];

    /// <summary>The version that was live before.</summary>
    public string From => Entry.From ?? (Entry.Version.Length == 0 ? "-" : "?");

    /// <summary>The version of the run; a dash where it had none.</summary>
    public string To => Entry.Version.Length == 0 ? "-" : Entry.Version;

    /// <summary>How the run ended, in a word or two.</summary>
    public string Word => WordOf(Entry);

    /// <summary>Where it was started: the address of the CI job, else the machine.</summary>
    public string Place => Entry.Job ?? Entry.Host;

    /// <summary>What there is to say of its end beside the outcome; empty where that says all.</summary>
    public string Details
    {
        get
        {
            string[] details =
            [
                Entry.Reason ?? "",
                Entry is { Outcome: Outcome.Running, IsUnderWay: false } ? "killed, or its end could not be noted" : "",
                Entry.Overruled is { Count: > 0 } guards ? $"went past {string.Join(", ", guards)}" : "",
                Entry.Unapplied is { } version ? $"un-applied migrations of {version}" : "",
                Entry.Serves is { } serves && serves != Entry.Version ? $"serves {serves}" : "",
            ];
            return string.Join("; ", details.Where(detail => detail.Length > 0));
        }
    }

    private static string WordOf(HistoryEntry entry) =>
        entry.Outcome != Outcome.Running ? OutcomeWords.Of(entry.Outcome)
        : entry.IsUnderWay ? "under way"
        : "no end noted";
}
