using Foundation.Timing;
using Releases.Jobs;
using Releases.Records;

namespace Releases.Rollout.Stages;

/// <summary>Runs the migration Job of a region, or joins a Job that already runs for this version.</summary>
public static class MigrateStage
{
    /// <summary>Runs the stage.</summary>
    /// <exception cref="StageFailedException">The migration failed, cannot start, or takes longer than its
    /// limit.</exception>
    public static async Task<StageResult> RunAsync(Lane lane, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(lane.Time, lane.Order.MigrationTimeout);
        await new SchemaDirection(lane, deadline).ForwardAsync(cancellationToken);
        var job = new PurposefulJob(lane, JobPurpose.Migrate(lane.Order.Version, lane.Order.Digest), deadline);
        return await job.RunAsync(cancellationToken) is { } already
            ? StageResult.NothingToDo(already)
            : StageResult.Done($"migrated in {DurationText.Of(deadline.Elapsed)}");
    }
}
