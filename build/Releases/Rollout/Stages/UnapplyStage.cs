using Foundation.Timing;
using Releases.Jobs;
using Releases.Records;

namespace Releases.Rollout.Stages;

/// <summary>
/// Un-applies the migrations that the older version does not have, one Job after another, before the images go back.
/// The Jobs run the newer image, which has the migration files.
/// </summary>
public static class UnapplyStage
{
    /// <summary>Runs the stage. It continues a killed run at that run's step.</summary>
    /// <exception cref="StageFailedException">
    /// A step failed or cannot start, or the limit is over. The error says what is un-applied by then.
    /// </exception>
    public static async Task<StageResult> RunAsync(Lane lane, CancellationToken cancellationToken)
    {
        if (lane.Order.Unapply.GetValueOrDefault(lane.Cluster.Region) is not { Steps.Count: > 0 } way)
            return StageResult.NothingToDo("no migration has to be un-applied");
        var deadline = new Deadline(lane.Time, lane.Order.MigrationTimeout);
        var purposes = JobPurpose.WayBack(way, lane.Order.Version);
        var done = new List<JobPurpose>();
        try
        {
            var ran = await RunAsync(lane, purposes, done, deadline, cancellationToken);
            return ran == 0
                ? StageResult.NothingToDo($"un-applied before: {Names(done)}")
                : StageResult.Done($"un-applied {Names(done)} in {DurationText.Of(deadline.Elapsed)}");
        }
        catch (StageFailedException exception)
        {
            // The reader of the error needs to know the schema that is there now.
            var before = done.Count == 0 ? "" : $"; un-applied before it: {Names(done)}";
            var failure = exception.Failure;
            throw new StageFailedException(
                failure with
                {
                    Stage = Stage.Unapply,
                    Message = $"{failure.Message}{before}",
                },
                exception
            );
        }
    }

    private static async Task<int> RunAsync(
        Lane lane,
        IReadOnlyList<JobPurpose> purposes,
        List<JobPurpose> done,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        var ran = 0;
        await new SchemaDirection(lane, deadline).BackAsync(purposes, cancellationToken);
        foreach (var purpose in purposes)
        {
            lane.Journal.Say($"step {purpose.Number} of {purposes.Count}: {purpose.Doing}");
            if (await new PurposefulJob(lane, purpose, deadline).RunAsync(cancellationToken) is null)
                ran++;
            done.Add(purpose);
        }
        return ran;
    }

    private static string Names(IEnumerable<JobPurpose> done) =>
        string.Join(", ", done.SelectMany(purpose => purpose.Step!.Migrations));
}
