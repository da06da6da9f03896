using Pipeline.Running;
using Releases.Fleets;
using Releases.Jobs;
using Releases.Plans;
using Releases.Versions;
using Releases.Workloads;

namespace Pipeline.Checks;

/// <summary>What a region is taken back from: the one answer of <c>Rollback</c> and <c>CheckRollback</c>.</summary>
internal static class RollbackOrigin
{
    /// <summary>Adds to a region's plan what runs there, and what the way back is judged from.</summary>
    /// <param name="context">The run.</param>
    /// <param name="plan">What is known of the region so far.</param>
    /// <param name="changes">What would change there.</param>
    /// <param name="migratedTo">The version that the region's database was migrated to last, when that is
    /// known.</param>
    public static RegionPlan Of(
        ReleaseContext context,
        RegionPlan plan,
        IReadOnlyList<ImageChange> changes,
        ReleaseVersion? migratedTo
    )
    {
        plan = plan with { From = ImageChanges.VersionBefore(changes) };
        if (ReleaseVersion.TryParse(plan.From) is null && context.Options.From is { } said)
        {
            context.Say($"{plan.Name}: which version is live cannot be read; {said}, as --from says");
            plan = plan with { From = said };
        }
        // Who names what is live need not know of a newer schema.
        return Ahead(context, plan, migratedTo) is { } schema ? plan with { JudgedFrom = schema.ToString() } : plan;
    }

    /// <summary>Adds the states that the region's database had before what it is taken back from.</summary>
    /// <param name="plan">The region's plan, with what it is taken back from.</param>
    /// <param name="to">The version that it goes back to.</param>
    /// <param name="note">What is noted of its migrations.</param>
    /// <param name="region">The region.</param>
    /// <param name="now">The time, by the cluster's clock.</param>
    public static RegionPlan WithPoints(
        RegionPlan plan,
        ImageTag to,
        MigrationNote? note,
        Region region,
        DateTimeOffset now
    ) =>
        (plan.JudgedFrom ?? plan.From) is not { } from || note is null
            ? plan
            : plan with
            {
                RestorePoints =
                [
                    .. NotedPoint
                        .Between(note.Points, from, to)
                        .Select(point =>
                            (
                                point.Version,
                                point.State with
                                {
                                    Command = region.Database?.RestoreCommand(point.State.At),
                                },
                                now - point.State.At
                            )
                        ),
                ],
            };

    // Images that went back, or never came, leave the newer version's schema behind: that is what older code has to run
    // on, also where it runs already.
    private static ReleaseVersion? Ahead(ReleaseContext context, RegionPlan plan, ReleaseVersion? migratedTo)
    {
        if (migratedTo is null || ReleaseVersion.TryParse(plan.From) is not { } live || migratedTo <= live)
            return null;
        context.Say($"{plan.Name}: {live} is live, but a migration to {migratedTo} has run: judged from there");
        return migratedTo;
    }
}
