using Releases.Orders;

namespace Releases.Workloads;

/// <summary>What a release notes on a workload whose images it sets, beside the time.</summary>
public static class ReleaseAnnotations
{
    /// <summary>The notes on a workload.</summary>
    /// <param name="change">The workload and its images.</param>
    /// <param name="order">What is released.</param>
    public static IReadOnlyDictionary<string, string?> Of(ImageChange change, ReleaseOrder order) =>
        new Dictionary<string, string?>
        {
            [ReleaseLabels.Former] = FormerImages.Before(change, order.Version).ToString(),
            [WorkloadApi.ChangeCause] =
                $"{(order.IsRollback ? "rollback to" : "release")} {order.Version} by {order.Actor}",
            [ReleaseLabels.Actor] = order.Actor,
        };
}
