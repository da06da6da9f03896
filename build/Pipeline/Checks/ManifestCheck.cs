using Clusters.Access;
using Clusters.Calls;
using Foundation.Failures;
using Pipeline.Running;
using Pipeline.Terminal;
using Releases.Applying;
using Releases.Fleets;
using Releases.Orders;
using Releases.Plans;

namespace Pipeline.Checks;

/// <summary>Whether the fleet's manifests can be applied to a region, and what that would do.</summary>
internal static class ManifestCheck
{
    /// <summary>Asks the region's server, which keeps nothing.</summary>
    /// <param name="context">The run.</param>
    /// <param name="order">What the lane would apply.</param>
    /// <param name="region">The region.</param>
    /// <param name="cluster">Its cluster.</param>
    /// <param name="findings">Receives what is not permitted, and what the server would refuse.</param>
    /// <returns>The objects; <see langword="null"/> where permissions are missing.</returns>
    /// <exception cref="UsageException">The manifests are wrong; each problem with file and line.</exception>
    /// <exception cref="ReleaseException">The cluster does not answer.</exception>
    public static async Task<IReadOnlyList<PlannedObject>?> RunAsync(
        ReleaseContext context,
        ApplyOrder order,
        Region region,
        RegionCluster cluster,
        Findings findings
    )
    {
        var apply = new RegionApply(order, region, cluster);
        var objects = await apply.RenderAsync(context.Cancelled);
        var required = RequiredPermissions.OfManifests(await apply.CollectionsAsync(objects, context.Cancelled));
        var missing = await AccessReview.FindMissingAsync(cluster, required, context.Cancelled);
        if (missing.Count > 0)
        {
            findings.Add(
                $"{region.Name}: --apply-manifests: not permitted in namespace {cluster.Namespace}: {string.Join(", ", missing)}",
                RegionAccess.HowToBePermittedToApply
            );
            return null;
        }
        var preview = await apply.PreviewAsync(
            objects,
            refusal => findings.Add(refusal.Message, refusal.NextStep),
            context.Cancelled
        );
        return [.. preview.Select(PlannedObject.Of)];
    }
}
