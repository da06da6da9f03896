using Foundation.Text;
using Foundation.Timing;
using Releases.Records;
using Releases.Rollout.Status;
using Releases.Workloads;

namespace Releases.Rollout.Stages;

/// <summary>Watches a region until every workload is rolled out and its live page shows the version.</summary>
public static class VerifyStage
{
    /// <summary>Runs the stage.</summary>
    /// <exception cref="StageFailedException">
    /// A workload does not have the image, its rollout cannot be done or takes longer than its limit, or the page does
    /// not show the version.
    /// </exception>
    public static async Task<StageResult> RunAsync(Lane lane, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(lane.Time, lane.Order.RolloutTimeout);
        var (count, states) = await WatchAsync(lane, deadline, cancellationToken);
        var unseen = Unseen(lane, states);
        var page = await LivePageWatch.WaitAsync(lane, lane.Order.Version.Text, deadline, cancellationToken);
        return StageResult.Done($"{Counted.Of(count, "workload")} rolled out{unseen}, {page}") with
        {
            Live = states.Any(state => state.Status.MayKeepOldPods)
                ? await LiveVersion.LookAsync(lane, cancellationToken)
                : new Serving.One(lane.Order.Version.Text),
        };
    }

    private static async Task<(int Count, IReadOnlyList<WorkloadState> States)> WatchAsync(
        Lane lane,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        // It reads its first lists while the images are looked at.
        await using var observation = await RegionObservation.StartAsync(lane, cancellationToken);
        var changes = await ImageChanges.PlanAsync(
            new WorkloadApi(lane.Cluster),
            lane.Order,
            lane.Cluster.Region,
            cancellationToken
        );
        if (changes.FirstOrDefault(change => !change.IsNone) is { } behind)
            throw VerifyFailure.NotSet(lane, behind);
        var wanted = WantedImages.Of(changes);
        var watch = new RolloutWatch(lane, observation, deadline, wanted, lane.Order.IsRollback);
        return (changes.Count, await watch.WaitAsync(cancellationToken));
    }

    // A workload that wants no pod is done, but it proves nothing about the version.
    private static string Unseen(Lane lane, IReadOnlyList<WorkloadState> states)
    {
        var empty = states.Where(state => state.IsScaledToZero).Select(state => $"{state.Workload}").ToArray();
        if (empty.Length == 0)
            return "";
        var names = string.Join(", ", empty);
        lane.Journal.Say(RunEventKind.Trouble, $"{names}: scaled to zero, so no pod was seen to run the version");
        return $" (of {names} no pod is wanted, and none was seen)";
    }
}
