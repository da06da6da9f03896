using Releases.Clusters.Jobs;
using Releases.Migrations;
using Releases.Records;

namespace Releases.Rollout.Stages;

/// <summary>
/// Un-applies what the older version does not have, one Job after another, with the image that has the files: before the
/// images go back.
/// </summary>
public static class UnapplyStage
{
    /// <summary>Runs the stage. A run that was killed is gone on with at its step.</summary>
    /// <exception cref="StageFailedException">A step failed, cannot start, or the limit is over; it says what is un-applied by then.</exception>
    public static async Task<StageResult> RunAsync(Lane lane, CancellationToken cancellationToken)
    {
        if (lane.Order.Unapply.GetValueOrDefault(lane.Cluster.Region.Name) is not { Steps.Count: > 0 } way)
            return StageResult.NothingToDo("no migration has to be un-applied");
        var deadline = new Deadline(lane.Time, lane.Order.MigrationTimeout);
        var (ran, purposes) = (0, Purposes(lane.Order, way));
        for (var at = await ReachedAsync(lane, purposes, cancellationToken); at < purposes.Length; at++)
        {
            lane.Journal.Say($"step {at + 1} of {purposes.Length}: {purposes[at].Doing}");
            if (await RunAsync(lane, way, at, purposes[at], deadline, cancellationToken))
                ran++;
        }
        var names = string.Join(", ", way.Steps.SelectMany(step => step.Migrations));
        return ran == 0
            ? StageResult.NothingToDo($"un-applied before: {names}")
            : StageResult.Done($"un-applied {names} in {deadline.Elapsed.TotalSeconds:0.0}s");
    }

    private static JobPurpose[] Purposes(ReleaseOrder order, UnapplyOrder way) =>
        [.. way.Steps.Select(step => JobPurpose.Unapply(way.From, order.Version, step))];

    // The Jobs take one another's place: that of a step is there only once those before it are done.
    private static async Task<int> ReachedAsync(Lane lane, JobPurpose[] purposes, CancellationToken cancellationToken)
    {
        var job = await new MigrationJobs(lane.Cluster, lane.Order.Fleet.Migration.Job).FindAsync(cancellationToken);
        var at = job is null ? -1 : Array.FindIndex(purposes, purpose => purpose.WasOf(job));
        // One that is done and on its way out was making room for the next step.
        var isLeft =
            at >= 0 && job!.Metadata.DeletionTimestamp is not null && JobState.Of(job).Phase == JobPhase.Complete;
        return Math.Max(0, isLeft ? at + 1 : at);
    }

    private static async Task<bool> RunAsync(
        Lane lane,
        UnapplyOrder way,
        int at,
        JobPurpose purpose,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await new PurposefulJob(lane, purpose, deadline).RunAsync(cancellationToken);
        }
        catch (StageFailedException exception)
        {
            throw new StageFailedException(After(exception.Failure, way.Steps.Take(at)), exception);
        }
    }

    // Whoever reads this has to know which schema is there now.
    private static FailureRecord After(FailureRecord failure, IEnumerable<UnapplyStep> done)
    {
        var names = string.Join(", ", done.SelectMany(step => step.Migrations));
        var before = names.Length == 0 ? "" : $"; un-applied before it: {names}";
        return failure with { Stage = Stage.Unapply, Message = $"{failure.Message}{before}" };
    }
}
