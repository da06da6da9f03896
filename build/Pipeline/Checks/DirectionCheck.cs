using Pipeline.Running;
using Releases.Orders;
using Releases.Rollout;
using Releases.Versions;
using Releases.Workloads;

namespace Pipeline.Checks;

/// <summary>Whether a region goes the way that was asked for: forward by a release, back by a rollback.</summary>
internal static class DirectionCheck
{
    /// <summary>Notes in the record what the region runs, and what speaks against going on from there.</summary>
    /// <param name="context">The run.</param>
    /// <param name="order">What the lanes would do.</param>
    /// <param name="region">The region.</param>
    /// <param name="changes">What would change there.</param>
    /// <param name="migratedTo">The version that the region's database was migrated to last, when that is
    /// known.</param>
    /// <param name="findings">Receives what speaks against it.</param>
    public static void Run(
        ReleaseContext context,
        ReleaseOrder order,
        string region,
        IReadOnlyList<ImageChange> changes,
        ReleaseVersion? migratedTo,
        Findings findings
    )
    {
        if (order.IsRollback)
            Back(
                context,
                order,
                region,
                Ahead(context, order, region, ImageChanges.VersionBefore(changes), migratedTo),
                findings
            );
        else
            Forward(context, order, region, changes, findings);
        context.Record.Update(
            region,
            entry => entry with { Live = LiveVersion.Of(changes.Select(change => change.FromVersion)) }
        );
    }

    private static void Forward(
        ReleaseContext context,
        ReleaseOrder order,
        string region,
        IReadOnlyList<ImageChange> changes,
        Findings findings
    )
    {
        var from = ImageChanges.VersionOf(changes);
        Note(context, region, from);
        if (from is null)
            context.Say($"{region}: its workloads do not agree on a version, so the one that is live is unknown");
        if (context.Options.AllowDowngrade || order.Version.Version is not { } version)
            return;
        // Of a region half way to a newer version, too, what is newer must not go back in passing.
        var live = changes.Max(change => ReleaseVersion.TryParse(change.FromVersion));
        if (live is not null && live > version)
            findings.Add(
                $"{region}: a newer version is live{(from is null ? " in part" : "")}, {live}",
                $"release a version above {live}, or ./build.sh --target=Rollback --version={version} --regions={region}"
            );
    }

    // Images that went back, or never came, leave the newer version's schema behind: that is what older code has to run
    // on.
    private static string? Ahead(
        ReleaseContext context,
        ReleaseOrder order,
        string region,
        string? live,
        ReleaseVersion? migratedTo
    )
    {
        if (migratedTo is null || ReleaseVersion.TryParse(live) is not { } version || migratedTo <= version)
            return live;
        // What runs there already stays, unless the schema is to follow it.
        if (version == order.Version.Version && !context.Options.UnapplyMigrations)
            return live;
        context.Say($"{region}: {live} is live, but a migration to {migratedTo} has run: judged from there");
        return migratedTo.ToString();
    }

    private static void Back(ReleaseContext context, ReleaseOrder order, string region, string? from, Findings findings)
    {
        if (ReleaseVersion.TryParse(from) is null && context.Options.From is { } said)
        {
            context.Say($"{region}: which version is live cannot be read; {said}, as --from says");
            from = said;
        }
        Note(context, region, from);
        if (ReleaseVersion.TryParse(from) is not { } live)
            findings.Add(
                from is null
                    ? $"{region}: its workloads do not agree on a version, so the one that is live is unknown"
                    : $"{region}: what is live there is no version: {from}",
                "name the version that it was released as with --from=X.Y.Z"
            );
        else if (order.Version.Version is { } version && live < version)
            findings.Add(
                $"{region}: an older version is live, {live}: going from there to {version} is a release",
                $"./build.sh --target=Deploy --version={version} --regions={region}, or leave {region} out of --regions"
            );
    }

    private static void Note(ReleaseContext context, string region, string? from) =>
        context.Record.Update(region, entry => entry with { From = from });
}
