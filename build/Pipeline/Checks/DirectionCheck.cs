using Pipeline.Running;
using Releases.Orders;
using Releases.Plans;
using Releases.Rollout;
using Releases.Rollout.Restoring;
using Releases.Versions;
using Releases.Workloads;

namespace Pipeline.Checks;

/// <summary>
/// What a region runs, and whether that can be judged. Whether a rollback may go back from there is told by
/// <see cref="WayBackObjections"/>; of a release, <see cref="ForwardCheck"/> judges all regions together.
/// </summary>
internal static class DirectionCheck
{
    /// <summary>Finds out what a region runs, and what speaks against going on from there.</summary>
    /// <param name="context">The run.</param>
    /// <param name="order">What the lanes would do.</param>
    /// <param name="plan">What is known of the region so far.</param>
    /// <param name="changes">What would change there.</param>
    /// <param name="migratedTo">The version that the region's database was migrated to last, when that is
    /// known.</param>
    /// <param name="findings">Receives what speaks against it.</param>
    /// <returns>The plan with what the region runs, and from where it is judged.</returns>
    public static RegionPlan Run(
        ReleaseContext context,
        ReleaseOrder order,
        RegionPlan plan,
        IReadOnlyList<ImageChange> changes,
        ReleaseVersion? migratedTo,
        Findings findings
    )
    {
        plan = plan with { Serves = LiveVersion.Of(changes.Select(change => change.FromVersion)) };
        return order.IsRollback
            ? Back(RollbackOrigin.Of(context, plan, changes, migratedTo), findings)
            : Forward(context, order, plan, changes, migratedTo);
    }

    private static RegionPlan Forward(
        ReleaseContext context,
        ReleaseOrder order,
        RegionPlan plan,
        IReadOnlyList<ImageChange> changes,
        ReleaseVersion? migratedTo
    )
    {
        plan = plan with { From = ImageChanges.VersionOf(changes), MigratedTo = migratedTo?.ToString() };
        // A second attempt finds what the first has set. The way back is still that of the first.
        if (plan.From is null || plan.From == order.Version.Text)
            plan = plan with { Before = Restoration.VersionBefore(changes, order.Version) };
        if (plan.From is null)
            context.Say($"{plan.Name}: its workloads do not agree on a version, so the one that is live is unknown");
        return plan;
    }

    private static RegionPlan Back(RegionPlan plan, Findings findings)
    {
        var (region, from) = (plan.Name, plan.JudgedFrom ?? plan.From);
        if (ReleaseVersion.TryParse(from) is null)
            findings.Add(
                from is null
                    ? $"{region}: its workloads do not agree on a version, so the one that is live is unknown"
                    : $"{region}: what is live there is no version: {from}",
                "name the version that it was released as with --from=X.Y.Z"
            );
        return plan;
    }
}
