using Clusters.Calls;
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
            findings.Add(Named(region, problem.Message), problem.NextStep);
        plan = plan with { From = workloads.Version };
        if (order is null)
            return plan;
        var changes = workloads.Running.Select(running => ImageChange.Plan(running, order.TargetOf)).ToArray();
        // Who has paused it may go on with it before anything is to roll out.
        if (context.ChangesRegions(order))
            CheckPaused(cluster, changes, findings);
        // What is missing may be what would not agree with the rest.
        if (workloads.Problems.Count == 0)
        {
            var notes = new MigrationNoteStore(cluster, context.Fleet.Migration.Job);
            var note = await notes.ReadAsync(context.Cancelled);
            var migratedTo = await notes.SchemaAsync(note, order.IsRollback, context.Cancelled);
            plan = DirectionCheck.Run(context, order, plan, changes, migratedTo, findings);
            plan = plan with { Judged = new JudgedRegion(plan.Serves!, migratedTo) };
            plan = plan with { IsMigrated = note?.IsDone(JobPurpose.Migrate(order.Version, order.Digest)) == true };
            if (order.IsRollback)
                plan = RollbackOrigin.WithPoints(plan, order.Version, note, entry, cluster.Connection.Clock.Now);
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

    private static void CheckPaused(RegionCluster cluster, IEnumerable<ImageChange> changes, Findings findings)
    {
        foreach (var paused in changes.Where(change => change.Workload.IsPaused && !change.IsNone))
            findings.Add(
                $"{cluster.Region}: {paused.Workload} is paused and would never roll out",
                $"{cluster.Kubectl} rollout resume deployment {paused.Workload.Name}"
            );
    }

    private static WorkloadRecord Changed(ImageChange change) =>
        new(change.Workload.Kind.ToString(), change.Workload.Name, change.From, change.To);

    private static string Named(string region, string line) =>
        line.StartsWith($"{region}: ", StringComparison.Ordinal) ? line : $"{region}: {line}";
}
