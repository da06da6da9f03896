using Pipeline.Tasks;
using Releases.Clusters;
using Releases.Clusters.Access;
using Releases.Clusters.Jobs;
using Releases.Clusters.Locks;
using Releases.Clusters.Workloads;
using Releases.Fleets;
using Releases.Rollout;

namespace Pipeline.Checks;

/// <summary>Whether a region can be released to: reachable, permitted, selectors that match, a manifest that renders.</summary>
public static class RegionCheck
{
    private static readonly RequiredAccess[] Migrating =
    [
        new("get", "batch", "jobs"),
        new("list", "batch", "jobs"),
        new("watch", "batch", "jobs"),
        new("create", "batch", "jobs"),
        new("delete", "batch", "jobs"),
        new("get", "", "pods", "log"),
    ];

    private static readonly RequiredAccess[] Locking =
    [
        new("get", "coordination.k8s.io", "leases"),
        new("create", "coordination.k8s.io", "leases"),
        new("update", "coordination.k8s.io", "leases"),
        new("delete", "coordination.k8s.io", "leases"),
    ];

    private static readonly RequiredAccess[] Watching =
    [
        new("list", "", "pods"),
        new("watch", "", "pods"),
        new("list", "", "events"),
        new("watch", "", "events"),
        new("list", "apps", "replicasets"),
        new("watch", "apps", "replicasets"),
    ];

    /// <summary>Checks one region.</summary>
    public static async Task RunAsync(ReleaseContext context, ReleaseOrder order, Region region, Findings findings)
    {
        var cluster = await context.Clusters.ConnectAsync(region, context.Cancelled);
        // One question first: a cluster that does not answer is one finding, not one for each check.
        await cluster.ReadVersionAsync(context.Cancelled);
        var changes = findings.CollectAsync(() => CheckWorkloadsAsync(context, order, cluster, findings));
        var access = findings.CollectAsync(() => CheckAccessAsync(context, order, cluster, findings));
        if (context.Prepares(MigrateCluster.Name))
            await findings.CollectAsync(() =>
            {
                MigrationManifest.Render(order, cluster, JobPurpose.Migrate(order.Version));
                return Task.CompletedTask;
            });
        var held = findings.CollectAsync(() => CheckLockAsync(context, order, cluster, findings));
        await Task.WhenAll(changes, access, held);
    }

    private static async Task CheckLockAsync(
        ReleaseContext context,
        ReleaseOrder order,
        RegionCluster cluster,
        Findings findings
    )
    {
        var held = await DeployLock.ReadHolderAsync(cluster, context.Cancelled);
        // An expired one is left of a crash; the lane takes it over when it has seen that nobody renews it.
        if (held is null || order.LockWait > TimeSpan.Zero || order.Holder.IsDeadNeighbour(held.Holder))
            return;
        if (held.Expires > context.Time.GetUtcNow())
            findings.Add(
                $"{cluster.Region.Name}: the deploy lock is held by {held}",
                "--wait-lock=10m waits for it, or ask who holds it"
            );
    }

    private static async Task CheckWorkloadsAsync(
        ReleaseContext context,
        ReleaseOrder order,
        RegionCluster cluster,
        Findings findings
    )
    {
        var changes = await ImageChanges.PlanAsync(
            new WorkloadApi(cluster),
            order,
            cluster.Region.Name,
            context.Cancelled
        );
        foreach (var paused in changes.Where(change => change.Workload.IsPaused && !change.IsNone))
            findings.Add(
                $"{cluster.Region.Name}: {paused.Workload} is paused and would never roll out",
                $"kubectl --namespace {cluster.Namespace} rollout resume deployment {paused.Workload.Name}"
            );
        DirectionCheck.Run(context, order, cluster.Region.Name, changes, findings);
    }

    private static async Task CheckAccessAsync(
        ReleaseContext context,
        ReleaseOrder order,
        RegionCluster cluster,
        Findings findings
    )
    {
        var missing = await AccessReview.FindMissingAsync(cluster, Required(context, order), context.Cancelled);
        if (missing.Count > 0)
            findings.Add(
                $"{cluster.Region.Name}: not permitted in namespace {cluster.Namespace}: {string.Join(", ", missing)}",
                "ask for these permissions, or use an account that has them"
            );
    }

    private static IEnumerable<RequiredAccess> Required(ReleaseContext context, ReleaseOrder order)
    {
        var kinds = context.Fleet.Workloads.SelectMany(rule => rule.Kinds).Distinct();
        var changing = kinds.SelectMany(kind => Changing(kind));
        var migrates = context.Prepares(MigrateCluster.Name) || order.Stages.Contains(Stage.Unapply);
        return Watching.Concat(Locking).Concat(changing).Concat(migrates ? Migrating : []);
    }

    private static IEnumerable<RequiredAccess> Changing(WorkloadKind kind)
    {
        var (group, resource) = kind switch
        {
            WorkloadKind.CronJob => ("batch", "cronjobs"),
            WorkloadKind.StatefulSet => ("apps", "statefulsets"),
            WorkloadKind.DaemonSet => ("apps", "daemonsets"),
            _ => ("apps", "deployments"),
        };
        return new[] { "list", "watch", "patch" }.Select(verb => new RequiredAccess(verb, group, resource));
    }
}
