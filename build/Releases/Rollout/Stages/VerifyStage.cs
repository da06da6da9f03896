using Foundation.Timing;
using Releases.Records;
using Releases.Workloads;

namespace Releases.Rollout.Stages;

/// <summary>Watches a region until every workload is rolled out and its live page shows the version.</summary>
public static class VerifyStage
{
    /// <summary>Runs the stage.</summary>
    /// <exception cref="StageFailedException">
    /// A workload does not have the image, its rollout is dead or takes longer than its limit, or the page does not
    /// follow.
    /// </exception>
    public static async Task<StageResult> RunAsync(Lane lane, CancellationToken cancellationToken)
    {
        var api = new WorkloadApi(lane.Cluster);
        var deadline = new Deadline(lane.Time, lane.Order.RolloutTimeout);
        var changes = await ImageChanges.PlanAsync(api, lane.Order, lane.Cluster.Region, cancellationToken);
        if (changes.FirstOrDefault(change => !change.IsNone) is { } behind)
            throw VerifyFailure.NotSet(lane, behind);
        await using (var observation = await RegionObservation.StartAsync(lane, api, cancellationToken))
            await new RolloutWatch(lane, observation, deadline, lane.Order.IsRollback).WaitAsync(cancellationToken);
        var page = await LivePageWatch.WaitAsync(lane, lane.Order.Version.Text, deadline, cancellationToken);
        return StageResult.Done($"{changes.Count} workloads rolled out, {page}") with
        {
            Live = new Serving.One(lane.Order.Version.Text),
        };
    }
}
