using Releases.Histories;
using Releases.Records;

namespace Releases.Rollout.Lanes;

/// <summary>What a lane notes of itself in its region, for <c>History</c>.</summary>
internal static class LaneNote
{
    /// <summary>Goes through the lane, and notes that it has begun and how it has ended.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="go">Goes through it.</param>
    /// <param name="endOf">The end that an exception means.</param>
    /// <param name="interrupted">Cancelled by Ctrl-C.</param>
    public static Task GoAsync(
        Lane lane,
        Func<Task> go,
        Func<Exception, LaneEnd> endOf,
        CancellationToken interrupted
    ) =>
        new NotedRun(
            lane.Cluster,
            lane.Order.Fleet.Migration.Job,
            Begun(lane),
            text => lane.Journal.Say(RunEventKind.Trouble, text),
            lane.Time
        ).GoAsync(
            go,
            (entry, exception) => Ended(lane, entry, exception is null ? null : endOf(exception)),
            interrupted
        );

    private static HistoryEntry Begun(Lane lane) =>
        new()
        {
            Target = lane.Order.Target,
            Version = lane.Order.Version.Text,
            From = lane.Journal.Recorded.From,
            Actor = lane.Order.Actor,
            Host = lane.Order.Holder.Host,
            Job = lane.Order.Pipeline,
            Run = lane.Order.Holder.Identity,
            Began = lane.Order.Began,
            Commit = lane.Order.Commit,
            Overruled = lane.Order.Overruled is { Count: > 0 } guards ? guards : null,
            Unapplied = lane.Order.Unapply.GetValueOrDefault(lane.Region.Name)?.From.Text,
        };

    // What ran before may have been read on the way.
    private static HistoryEntry Ended(Lane lane, HistoryEntry entry, LaneEnd? end) =>
        entry with
        {
            From = lane.Journal.Recorded.From,
            // Before the first Job the state of the database is noted.
            Unapplied = lane.Journal.Recorded.RestorePoint is null ? null : entry.Unapplied,
            Outcome = end?.Outcome ?? Outcome.Succeeded,
            Serves = lane.Journal.Recorded.Live,
            IsRestored = lane.Journal.Recorded.Stages.Any(stage =>
                stage is { Name: Stage.Restore, Outcome: Outcome.Succeeded }
            ),
            Reason = end?.Failure is { } failure ? $"{failure.Reason}: {failure.Message}" : null,
        };
}
