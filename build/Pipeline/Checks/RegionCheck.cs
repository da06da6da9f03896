using Clusters.Access;
using Clusters.Calls;
using Clusters.Locks;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Terminal;
using Releases.Fleets;
using Releases.Orders;
using Releases.Plans;
using Releases.Records;

namespace Pipeline.Checks;

/// <summary>
/// Whether a region can be released to: reachable, permitted, selectors that match, a manifest that renders.
/// </summary>
public static class RegionCheck
{
    /// <summary>Checks one region.</summary>
    /// <param name="context">The run.</param>
    /// <param name="ordering">
    /// What the lanes would do. When git cannot tell, that is a finding of its own, and the rest of the region is
    /// checked all the same.
    /// </param>
    /// <param name="region">The region.</param>
    /// <param name="findings">Receives what speaks against it.</param>
    /// <returns>What would happen to the region, as far as it could be read.</returns>
    public static async Task<RegionPlan> RunAsync(
        ReleaseContext context,
        Task<ReleaseOrder> ordering,
        Region region,
        Findings findings
    )
    {
        var plan = RegionPlan.Of(region, context.Waves.First(wave => wave.Regions.Contains(region)).Number);
        await findings.CollectAsync(async () =>
        {
            var cluster = await context.Clusters.ConnectAsync(region, context.Cancelled);
            // What is in another namespace than the one that is meant tells nothing.
            ContextNamespace.Require(context.Fleet, region, cluster);
            // One question first: a cluster that does not answer is one finding, not one for each check.
            await cluster.ReadVersionAsync(context.Cancelled);
            ReleaseOrder? order = null;
            await findings.CollectAsync(async () => order = await ordering);
            var workloads = findings.CollectAsync(async () =>
                plan = await WorkloadCheck.RunAsync(context, order, cluster, plan, findings)
            );
            var mayCreateJobs = false;
            var access = findings.CollectAsync(async () =>
                mayCreateJobs = await MayCreateJobsAsync(context, order, cluster, findings)
            );
            var holder = "";
            var held = findings.CollectAsync(async () =>
                holder = await CheckLockAsync(context, order, cluster, findings)
            );
            var schema = findings.CollectAsync(async () =>
            {
                if (order is null || !context.Prepares(TargetNames.MigrateCluster))
                    return;
                await Task.WhenAll(access, workloads);
                var createsJob = mayCreateJobs && !plan.IsMigrated;
                await MigrationJobCheck.RunAsync(context, order, region, createsJob ? cluster : null, findings);
            });
            IReadOnlyList<PlannedObject>? objects = null;
            if (order?.Manifests is { } manifests)
                await findings.CollectAsync(async () =>
                    objects = await ManifestCheck.RunAsync(context, manifests, region, cluster, findings)
                );
            if (order?.Stages.Contains(Stage.Unapply) == true)
                await BackupCheck.RunAsync(order, region, findings, context.Cancelled);
            await Task.WhenAll(workloads, access, held, schema);
            plan = plan with { Lock = holder.Length == 0 ? null : holder, Objects = objects };
        });
        // The record learns what was found; the run itself goes on with the plan.
        if (plan.Serves is { } serves)
            context.Record.Update(
                region.Name,
                entry => entry with { From = plan.From, Before = plan.Before, Live = serves.ToString() }
            );
        return plan;
    }

    private static async Task<string> CheckLockAsync(
        ReleaseContext context,
        ReleaseOrder? order,
        RegionCluster cluster,
        Findings findings
    )
    {
        var held = await DeployLock.ReadHolderAsync(cluster, context.Cancelled);
        // An expired one is left of a crash; the lane takes it over when it has seen that nobody renews it.
        if (
            held is null
            || held.Expires <= context.Time.GetUtcNow()
            || held.Holder == order?.Holder.Identity
            || order?.Holder.IsDeadNeighbour(held.Holder) == true
        )
            return "";
        // A tag and images change nothing that the lock keeps: a release that goes on elsewhere does not disturb them.
        var isInTheWay = context.ChangesRegions(order);
        if (isInTheWay && context.Options.LockWait == TimeSpan.Zero)
            findings.Add(
                $"{cluster.Region}: the deploy lock is held by {held}",
                $"--wait-lock=10m waits for it; or ask them, or if nobody is there: ./build.sh --target=Unlock --regions={cluster.Region}"
            );
        return held.ToString();
    }

    // Whatever is missing is a finding.
    private static async Task<bool> MayCreateJobsAsync(
        ReleaseContext context,
        ReleaseOrder? order,
        RegionCluster cluster,
        Findings findings
    )
    {
        var prepared = Enum.GetValues<Stage>()
            .Where(stage => stage.Facts().Target is { } target && context.Prepares(target));
        var required = RequiredPermissions.Of(context.Fleet, prepared.Concat(order?.Stages ?? new HashSet<Stage>()));
        var missing = await AccessReview.FindMissingAsync(cluster, required, context.Cancelled);
        if (missing.Count > 0)
            findings.Add(
                $"{cluster.Region}: not permitted in namespace {cluster.Namespace}: {string.Join(", ", missing)}",
                RegionAccess.HowToBePermitted
            );
        return !missing.Contains(RequiredPermissions.CreatingJobs);
    }
}
