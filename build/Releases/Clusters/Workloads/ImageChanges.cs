using Releases.Rollout;

namespace Releases.Clusters.Workloads;

/// <summary>What a release does to all workloads of a region.</summary>
public static class ImageChanges
{
    /// <summary>Plans the changes of every rule, without changing anything.</summary>
    /// <exception cref="ReleaseException">
    /// A rule selects nothing, a workload selected runs none of the release's images, or the cluster does not answer.
    /// </exception>
    public static async Task<IReadOnlyList<ImageChange>> PlanAsync(
        WorkloadApi api,
        ReleaseOrder order,
        string region,
        CancellationToken cancellationToken
    )
    {
        var changes = new List<ImageChange>();
        foreach (var rule in order.Fleet.Workloads)
        {
            var workloads = await api.SelectAsync(rule, cancellationToken);
            if (workloads.Count == 0)
                throw new ReleaseException(
                    $"{region}: no {string.Join(" or ", rule.Kinds)} has the label {rule.Selector}",
                    "label the workloads, or correct `workloads` in the fleet file"
                );
            changes.AddRange(
                workloads.Select(workload => ImageChange.Plan(workload, rule, order.Image, order.Version))
            );
        }
        return changes;
    }

    /// <summary>The version that a region runs; <see langword="null"/> when its workloads do not agree or cannot be read.</summary>
    public static string? VersionOf(IReadOnlyList<ImageChange> changes) => OnlyVersionOf(changes);

    /// <summary>
    /// The version that a region is taken away from: of a run that stopped half way, what is not changed yet still runs it.
    /// <see langword="null"/> when those workloads do not agree or cannot be read.
    /// </summary>
    public static string? VersionBefore(IReadOnlyList<ImageChange> changes) =>
        OnlyVersionOf(changes) ?? OnlyVersionOf(changes.Where(change => !change.IsNone));

    private static string? OnlyVersionOf(IEnumerable<ImageChange> changes) =>
        changes.Select(change => change.FromVersion).Distinct().ToArray() is [{ } version] ? version : null;
}
