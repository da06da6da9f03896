using Clusters.Calls;
using Foundation.Text;
using Pipeline.Running;
using Releases.Jobs;
using Releases.Orders;
using Releases.Plans;
using Releases.Records;
using Releases.Workloads;

namespace Pipeline.Checks;

/// <summary>Whether the fleet's rules select what a region should have, and whether it can be changed.</summary>
internal static class WorkloadCheck
{
    /// <summary>Checks the workloads of a region.</summary>
    /// <param name="context">The run.</param>
    /// <param name="order">What the lanes would do; <see langword="null"/> when git cannot tell.</param>
    /// <param name="cluster">The region's cluster.</param>
    /// <param name="plan">What is known of the region so far.</param>
    /// <param name="findings">Receives what speaks against it, of every workload.</param>
    /// <returns>The plan with the workloads.</returns>
    public static async Task<RegionPlan> RunAsync(
        ReleaseContext context,
        ReleaseOrder? order,
        RegionCluster cluster,
        RegionPlan plan,
        Findings findings
    )
    {
        var region = cluster.Region;
        var entry = context.Regions.First(each => each.Name == region);
        var workloads = await RegionWorkloads.ReadAsync(
            new WorkloadApi(cluster),
            context.Fleet,
            context.Images.Value.Repository,
            region,
            context.Cancelled
        );
        foreach (var problem in workloads.Problems)
            findings.Add(NamedLine.Of(region, problem.Message), problem.NextStep);
        plan = plan with { From = workloads.Version };
        if (order is null)
            return plan;
        var changes = workloads.Running.Select(running => ImageChange.Plan(running, order.TargetOf)).ToArray();
        // Who has paused it may go on with it before anything is to roll out.
        if (context.ChangesRegions(order))
            CheckPaused(context, cluster, order, changes, findings);
        // What is missing may be what would not agree with the rest.
        if (workloads.Problems.Count == 0)
        {
            var notes = new MigrationNoteStore(cluster, context.Fleet.Migration.Job);
            var note = await notes.ReadAsync(context.Cancelled);
            var migratedTo = await notes.SchemaAsync(note, order.IsRollback, context.Cancelled);
            plan = DirectionCheck.Run(context, order, plan, changes, migratedTo, findings);
            plan = plan with { Judged = new JudgedRegion(plan.Serves!, migratedTo, note?.UnappliedTo) };
            plan = plan with { WentBack = NotedWayBack.FromVersion(changes, order.Version.Version) };
            plan = plan with { IsMigrated = note?.IsDone(JobPurpose.Migrate(order.Version, order.Digest)) == true };
            if (order.IsRollback)
            {
                plan = RollbackOrigin.WithPoints(plan, order.Version, note, entry, cluster.Connection.Clock.Now);
                foreach (var (line, next) in await WayBackObjections.FindAsync(context, cluster, plan, order, note))
                    findings.Add(line, next);
            }
        }
        return plan with
        {
            Changes = [.. changes.Where(change => !change.IsNone).Select(Changed)],
            ScaledToZero =
            [
                .. changes.Where(change => change.Workload.IsScaledToZero).Select(change => change.Workload.ToString()),
            ],
            Unchanged = [.. changes.Where(change => change.IsNone).Select(change => change.Workload.ToString())],
            Procedure =
                workloads.Problems.Count == 0
                    ? await HandProcedure.IfAskedAsync(context, order, entry, cluster, changes)
                    : null,
        };
    }

    private static void CheckPaused(
        ReleaseContext context,
        RegionCluster cluster,
        ReleaseOrder order,
        IEnumerable<ImageChange> changes,
        Findings findings
    )
    {
        foreach (var paused in changes.Where(change => change.Workload.IsPaused && !change.IsNone))
            findings.Add($"{cluster.Region}: {paused.Workload} is paused and would never roll out", WayOn(paused));

        // Nothing is judged yet: what is to be pasted must not take a region back unasked.
        string WayOn(ImageChange paused) =>
            !order.IsRollback ? $"{cluster.Kubectl} rollout resume deployment {paused.Workload.Name}"
            : context.Options.UnapplyMigrations
                ? "ask who has paused it; the migrations are un-applied before it may get the older image"
            : $"first ./build.sh --target=CheckRollback --version={order.Version} --regions={cluster.Region}; where that lets it go back, this gives it {order.Version} and resumes it, then the same command again: {cluster.Kubectl} {Resuming(paused)}";
    }

    // In one call: one that only resumes it would replace the pods of the older version that are left by newer ones.
    private static string Resuming(ImageChange change)
    {
        var patch = ImagePatch.Of(change.Workload, change.Changed, new Dictionary<string, string?>());
        patch.Remove("metadata");
        patch["spec"]!["paused"] = false;
        return ShellWord.Line("patch", "deployment", change.Workload.Name, $"--patch={patch.ToJsonString()}");
    }

    private static WorkloadRecord Changed(ImageChange change) =>
        new(change.Workload.Kind.ToString(), change.Workload.Name, change.From, change.To);
}
