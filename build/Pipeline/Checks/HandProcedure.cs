using Clusters.Calls;
using Foundation.Failures;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Applying;
using Releases.Fleets;
using Releases.Orders;
using Releases.Procedures;
using Releases.Workloads;

namespace Pipeline.Checks;

/// <summary>What a run would do to a region, as commands for a shell.</summary>
internal static class HandProcedure
{
    /// <summary>The commands; <see langword="null"/> unless <c>--output=shell</c> asks for them.</summary>
    /// <exception cref="UsageException">A manifest is wrong.</exception>
    /// <exception cref="ReleaseException">The cluster does not answer.</exception>
    public static async Task<IReadOnlyList<string>?> IfAskedAsync(
        ReleaseContext context,
        ReleaseOrder order,
        Region region,
        RegionCluster cluster,
        IReadOnlyList<ImageChange> changes
    )
    {
        if (context.Options.Output != OutputFormats.Shell)
            return null;
        var objects = order.Manifests is { } manifests
            ? await new RegionApply(manifests, region, cluster).RenderAsync(context.Cancelled)
            : [];
        return ShellProcedure.Of(order, region, changes, objects);
    }
}
