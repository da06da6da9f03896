using Foundation.Failures;
using Foundation.Timing;
using Releases.Jobs;
using Releases.Orders;
using Releases.Records;

namespace Releases.Rollout.Stages;

/// <summary>Backs up a region's database before its schema changes, where run or fleet file want that.</summary>
/// <param name="lane">The region.</param>
/// <param name="purpose">What changes the schema.</param>
internal sealed class SchemaBackup(Lane lane, JobPurpose purpose)
{
    // A large database takes long.
    private static readonly TimeSpan Limit = TimeSpan.FromHours(2);

    /// <summary>Takes a backup and waits for it.</summary>
    /// <returns>The name of the backup; <see langword="null"/> where none is wanted.</returns>
    /// <exception cref="StageFailedException">There is no backup, and without one nothing is migrated.</exception>
    public async Task<string?> TakeAsync(CancellationToken cancellationToken)
    {
        if (lane.Order.Backup is not { } order)
            return null;
        var policy = order.PolicyOf(lane.Order.Fleet, lane.Region);
        if (policy == BackupPolicy.Never || await ReasonAsync(policy, cancellationToken) is not { } reason)
            return null;
        var name = $"release-{UtcText.InName(lane.Cluster.Connection.Clock.Now)}";
        lane.Journal.Say($"taking backup {name} first, since {reason}");
        var deadline = new Deadline(lane.Time, Limit);
        try
        {
            var taken = await TakeAsync(order, name, deadline, cancellationToken);
            lane.Journal.Say($"backup {taken} is complete after {DurationText.Of(deadline.Elapsed)}");
            return taken;
        }
        catch (ReleaseException exception)
        {
            throw NoBackup(exception.Message, exception.NextStep, exception);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            lane.Journal.Say(
                RunEventKind.Trouble,
                $"backup {name} was begun and may go on; the next run takes another"
            );
            throw;
        }
        catch (OperationCanceledException exception)
        {
            throw NoBackup($"it did not end within {DurationText.OfLimit(Limit)}", null, exception);
        }
    }

    // Why a backup is taken; nothing where none is needed.
    private async Task<string?> ReasonAsync(BackupPolicy policy, CancellationToken cancellationToken)
    {
        if (purpose.Step is not null)
            return "un-applying may drop data";
        var live = await LiveVersion.LookAsync(lane, cancellationToken);
        // A version that serves already may not have been migrated to: what it adds cannot be told from its code.
        if (
            live is Serving.Unknown
            || live.Versions.Contains(lane.Order.Version.Text)
            || lane.Order.Migrations is not { } migrations
        )
            return $"what the migrations change is not known ({live})";
        try
        {
            // Of several, each may be the one that the database was last migrated to.
            foreach (var version in live.Versions)
            {
                var verdict = await migrations.VerdictAsync(version, cancellationToken);
                if (BackupOrder.Reason(policy, version, verdict) is { } reason)
                    return reason;
            }
            return null;
        }
        catch (ReleaseException exception)
        {
            return $"what the migrations change is not known: {exception.Message}";
        }
    }

    private async Task<string> TakeAsync(
        BackupOrder order,
        string name,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        if (lane.Region.Database is not { } database)
            return lane.Order.Fleet.Backup is { } rule
                ? await new BackupJob(lane, rule, deadline).RunAsync(name, cancellationToken)
                : throw new ReleaseException("the fleet file does not say where the region's database runs");
        using var limit = new CancellationTokenSource(deadline.Limit, lane.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await order.Databases.TakeAsync(database, name, either.Token);
    }

    private StageFailedException NoBackup(string why, string? nextStep, Exception inner)
    {
        var what = purpose.Step is null ? "migrated" : "un-applied";
        return new(
            new FailureRecord(
                purpose.Step is null ? Stage.Migrate : Stage.Unapply,
                "BackupFailed",
                $"there is no backup, so nothing was {what}: {why.TrimEnd('.')}"
            )
            {
                // A command stands at the end, so that it can be pasted.
                NextStep =
                    $"run the same command again, or without a backup with --backup=never; before that{(nextStep is null ? " fix the cause" : $": {nextStep}")}",
                Pod = (inner as BackupJobException)?.Pod,
                Log = (inner as BackupJobException)?.Log ?? [],
            },
            inner
        );
    }
}
