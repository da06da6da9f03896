using Clusters.Calls;
using Foundation.Timing;
using Releases.Records;

namespace Releases.Histories;

/// <summary>
/// Work on a region that is noted there: that it has begun, and how it has ended. Noting neither fails the work nor
/// holds it up for long.
/// </summary>
/// <param name="cluster">The region's cluster.</param>
/// <param name="job">The migration Job's name in the fleet file.</param>
/// <param name="begun">What is noted at the beginning; the time is added.</param>
/// <param name="warn">Hears, once, that nothing could be noted.</param>
/// <param name="time">The clock.</param>
public sealed class NotedRun(
    RegionCluster cluster,
    string job,
    HistoryEntry begun,
    Action<string> warn,
    TimeProvider time
)
{
    // A call or two; a cluster that takes longer is in trouble, and the work meets that itself.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // After Ctrl-C a person waits.
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(1);

    private readonly RegionHistory _history = new(cluster, job);
    private bool _hasWarned;

    /// <summary>Does the work; what is noted at its end is whether it succeeded, and else why not.</summary>
    /// <param name="work">The work.</param>
    /// <param name="interrupted">Cancelled by Ctrl-C.</param>
    public Task GoAsync(Func<Task> work, CancellationToken interrupted) =>
        GoAsync(work, (entry, exception) => Ended(entry, exception, interrupted), interrupted);

    /// <summary>Does the work.</summary>
    /// <param name="work">The work.</param>
    /// <param name="ended">Adds to the entry how it has ended: with an exception, or without one.</param>
    /// <param name="interrupted">Cancelled by Ctrl-C.</param>
    public async Task GoAsync(
        Func<Task> work,
        Func<HistoryEntry, Exception?, HistoryEntry> ended,
        CancellationToken interrupted
    )
    {
        var entry = Begin();
        await NoteAsync(entry, interrupted);
        await WorkAsync(entry, work, ended, interrupted);
    }

    /// <summary>
    /// Does work that holds no lock. Only its end is noted: without a lock, nobody could tell whether it still goes on.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="interrupted">Cancelled by Ctrl-C.</param>
    public Task EndAsync(Func<Task> work, CancellationToken interrupted) =>
        WorkAsync(Begin(), work, (entry, exception) => Ended(entry, exception, interrupted), interrupted);

    private static HistoryEntry Ended(HistoryEntry entry, Exception? exception, CancellationToken interrupted) =>
        exception is null ? entry with { Outcome = Outcome.Succeeded }
        : interrupted.IsCancellationRequested ? entry with { Outcome = Outcome.Interrupted }
        : entry with { Outcome = Outcome.Failed, Reason = exception.Message };

    // The cluster has answered before, and told its time.
    private HistoryEntry Begin() => begun with { At = cluster.Connection.Clock.Now };

    private async Task WorkAsync(
        HistoryEntry entry,
        Func<Task> work,
        Func<HistoryEntry, Exception?, HistoryEntry> ended,
        CancellationToken interrupted
    )
    {
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            await NoteAsync(End(ended(entry, exception)), interrupted);
            throw;
        }
        await NoteAsync(End(ended(entry, null)), interrupted);
    }

    private HistoryEntry End(HistoryEntry entry) => entry with { EndedAt = cluster.Connection.Clock.Now };

    private async Task NoteAsync(HistoryEntry entry, CancellationToken interrupted)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        await using var shorten = interrupted.Register(() => limit.CancelAfter(ShortPatience));
        try
        {
            await _history.NoteAsync(entry, limit.Token);
        }
        catch (OperationCanceledException)
        {
            var waited = interrupted.IsCancellationRequested ? ShortPatience : Patience;
            Warn($"the cluster does not answer within {DurationText.OfLimit(waited)}");
        }
        catch (Exception exception)
        {
            // Even a bug in here is no reason for a release to fail.
            Warn(exception.Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
    }

    private void Warn(string why)
    {
        if (!_hasWarned)
            warn($"warning: the history could not note this run: {why}. The run itself is not affected");
        _hasWarned = true;
    }
}
