using Clusters.Calls;
using Foundation.Failures;
using Pipeline.Running;
using Releases.Jobs;
using Releases.Orders;
using Releases.Plans;
using Releases.Versions;

namespace Pipeline.Checks;

/// <summary>
/// What speaks against taking a region back, beside the verdict on its migrations: the one answer of
/// <c>Rollback</c> and <c>CheckRollback</c>.
/// </summary>
internal static class WayBackObjections
{
    /// <summary>Finds it.</summary>
    /// <param name="context">The run.</param>
    /// <param name="cluster">The region's cluster.</param>
    /// <param name="plan">The region's plan, with what runs there.</param>
    /// <param name="order">The way back.</param>
    /// <param name="note">What is noted of the region's migrations.</param>
    /// <returns>Each in a line that names the region, and what helps.</returns>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public static async Task<IReadOnlyList<(string Line, string NextStep)>> FindAsync(
        ReleaseContext context,
        RegionCluster cluster,
        RegionPlan plan,
        ReleaseOrder order,
        MigrationNote? note
    )
    {
        var unended = await UnendedMigrations.FindAsync(context, cluster, order.Version);
        // What was never released can be judged, but no region can go to it: Rollback refuses it for that.
        if (order.Version.Version is not { } to || (await context.Checkout.StateAsync()).TagCommit is null)
            return unended;
        var way = OlderIsLive(plan, to) ?? await FurtherBackAsync(context, cluster, note, to);
        return way is { } objection ? [objection, .. unended] : unended;
    }

    // What is served decides. A newer version that has only migrated the database makes no way back of a release, which
    // would come without its own migrations. A way back that goes on may find only the workloads that it has left.
    private static (string Line, string NextStep)? OlderIsLive(RegionPlan plan, ReleaseVersion to)
    {
        var goesOn =
            plan.JudgedFrom is not null
            && plan.Serves?.Versions.Any(served => ReleaseVersion.TryParse(served) is { } each && each >= to) == true;
        return ReleaseVersion.TryParse(plan.From) is { } live && live < to && !goesOn
            ? (
                $"{plan.Name}: an older version is live, {live}: going from there to {to} is a release",
                $"name a version below {live}, or leave {plan.Name} out of --regions"
            )
            : null;
    }

    // A way back that went further has un-applied what the wanted version brought, wholly or in part.
    private static async Task<(string Line, string NextStep)?> FurtherBackAsync(
        ReleaseContext context,
        RegionCluster cluster,
        MigrationNote? note,
        ReleaseVersion to
    )
    {
        if (note?.UnappliedTo is not { } further || further >= to)
            return null;
        // The way back has removed the release's Job, so that one which is there was made later, by hand.
        var job = await new MigrationJobs(cluster, context.Fleet.Migration.Job).FindAsync(context.Cancelled);
        if (job is not null && JobState.Of(job).Phase == JobPhase.Complete)
            return null;
        var line =
            $"{cluster.Region}: a way back to {further} was begun there: migrations that {to} needs may be un-applied";
        if (context.Options.AcceptMigrationRisk)
        {
            context.Say($"warning: {line}; accepted by --accept-migration-risk");
            return null;
        }
        // A moving tag may hold other migrations by now.
        var forward = ReleaseVersion.TryParse(note.Version) is { } noted
            ? $"; or first migrate forward again: ./build.sh --target=MigrateCluster --exclusive --version={noted} --regions={cluster.Region}"
            : "";
        return (
            line,
            $"go back to {further}; or look at `showmigrations` there and add --accept-migration-risk{forward}"
        );
    }
}
