using Foundation.Failures;
using Releases.Orders;

namespace Releases.Workloads;

/// <summary>The images that a release gives to all workloads of a region.</summary>
public static class ImageChanges
{
    /// <summary>Plans the changes of every rule, without changing anything.</summary>
    /// <exception cref="ReleaseException">
    /// A rule selects nothing, or a selected workload runs none of the release's images. The error names all of them in
    /// one line. Or the cluster does not answer.
    /// </exception>
    public static async Task<IReadOnlyList<ImageChange>> PlanAsync(
        WorkloadApi api,
        ReleaseOrder order,
        string region,
        CancellationToken cancellationToken
    )
    {
        var workloads = await RegionWorkloads.ReadAsync(api, order.Fleet, order.Image, region, cancellationToken);
        if (workloads.Problems.Count > 0)
            throw new ReleaseException(
                string.Join("; ", workloads.Problems.Select(problem => problem.Message)),
                workloads.Problems[0].NextStep
            );
        return [.. workloads.Running.Select(running => ImageChange.Plan(running, order.TargetOf))];
    }

    /// <summary>
    /// The version that a region runs. <see langword="null"/> when its workloads do not agree or cannot be read.
    /// </summary>
    public static string? VersionOf(IEnumerable<ImageChange> changes) =>
        changes.Select(change => change.FromVersion).Distinct().ToArray() is [{ } version] ? version : null;

    /// <summary>
    /// The version that the release replaces. After a run that stopped half-way, the workloads that are not changed yet
    /// still run it. <see langword="null"/> when those workloads do not agree or cannot be read.
    /// </summary>
    public static string? VersionBefore(IReadOnlyList<ImageChange> changes) =>
        VersionOf(changes) ?? VersionOf(changes.Where(change => !change.IsNone));
}
