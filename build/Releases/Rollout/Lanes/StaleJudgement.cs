using Foundation.Failures;
using Releases.Jobs;
using Releases.Orders;
using Releases.Records;
using Releases.Versions;
using Releases.Workloads;

namespace Releases.Rollout.Lanes;

/// <summary>
/// Looks at a region once more when its lock is held. Between the checks of a run and that moment lie a question, other
/// waves and the wait for the lock, and somebody else may have released there.
/// </summary>
internal static class StaleJudgement
{
    /// <summary>Ends the lane when what was judged has changed.</summary>
    /// <returns>What the region is like now; <see langword="null"/> where nothing was judged.</returns>
    /// <exception cref="StageFailedException">It has; nothing was changed.</exception>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public static async Task<JudgedRegion?> ReadOrThrowAsync(Lane lane, CancellationToken cancellationToken)
    {
        if (!lane.Order.Judged.TryGetValue(lane.Region.Name, out var judged))
            return null;
        var now = await ReadAsync(lane, cancellationToken);
        if (ChangeOf(lane.Order, judged, now) is not { } change)
            return now;
        throw new StageFailedException(
            new FailureRecord(
                Stage: null,
                "ChangedMeanwhile",
                $"{change} since this run's checks: somebody released here. This run has changed nothing here"
            )
            {
                NextStep = "run the same command again: it judges what is there now",
            }
        );
    }

    private static async Task<JudgedRegion> ReadAsync(Lane lane, CancellationToken cancellationToken)
    {
        var (order, cluster) = (lane.Order, lane.Cluster);
        var workloads = RegionWorkloads.ReadAsync(
            new WorkloadApi(cluster),
            order.Fleet,
            order.Image,
            lane.Region.Name,
            cancellationToken
        );
        var notes = new MigrationNoteStore(cluster, order.Fleet.Migration.Job);
        var note = await notes.ReadAsync(cancellationToken);
        var schema = await notes.SchemaAsync(note, order.IsRollback, cancellationToken);
        var versions = (await workloads).Running.Select(workload => workload.Version);
        return new JudgedRegion(LiveVersion.Of(versions), schema, note?.UnappliedTo);
    }

    private static string? ChangeOf(ReleaseOrder order, JudgedRegion judged, JudgedRegion now) =>
        order.IsRollback ? OnTheWayBack(order, judged, now) : OnTheWayForward(order, judged, now);

    // A way back was judged from what was there, whatever that was.
    private static string? OnTheWayBack(ReleaseOrder order, JudgedRegion judged, JudgedRegion now)
    {
        if (now.Schema != judged.Schema)
            return $"the database's version has changed from {Name(judged.Schema)} to {Name(now.Schema)}";
        if (now.UnappliedTo is { } further && further != judged.UnappliedTo)
            return $"a way back to {further} was begun";
        var (before, after) = (judged.Serves.ToString(), now.Serves.ToString());
        return before == after || after == order.Version.Text
            ? null
            : $"what is served has changed from {before} to {after}";
    }

    // A way forward was judged to be one: nothing newer was there, or somebody has accepted it. What had the version
    // and has it no more was taken back by somebody, on purpose.
    private static string? OnTheWayForward(ReleaseOrder order, JudgedRegion judged, JudgedRegion now)
    {
        if (order.Version.Version is not { } version)
            return null;
        var newest = now.Serves.Versions.Select(ReleaseVersion.TryParse).Max();
        if (newest is not null && newest > version)
            return $"what is served has changed to a newer version, {newest},";
        if (now.Schema is { } schema && schema > version && schema != judged.Schema)
            return $"the database was migrated to a newer version, {schema},";
        var former = judged.Serves.Versions.Select(ReleaseVersion.TryParse).Max();
        if (IsTakenBack(former, newest, version))
            return $"what is served was taken back from {former} to {newest}";
        return IsTakenBack(judged.Schema, now.Schema, version)
            ? $"the database was taken back from {judged.Schema} to {now.Schema}"
            : null;
    }

    private static bool IsTakenBack(ReleaseVersion? former, ReleaseVersion? present, ReleaseVersion version) =>
        former is not null && present is not null && former >= version && present < version;

    private static string Name(ReleaseVersion? version) => version?.ToString() ?? "an unknown one";
}
