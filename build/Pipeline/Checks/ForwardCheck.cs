using Foundation.Failures;
using Pipeline.Running;
using Pipeline.Sources;
using Releases.Plans;
using Releases.Versions;

namespace Pipeline.Checks;

/// <summary>
/// Whether a release goes forward in its regions: neither what is live there nor what the database was migrated to is
/// newer. Regions with the same problem share a line.
/// </summary>
/// <param name="context">The run.</param>
/// <param name="source">What is checked out.</param>
/// <param name="version">The version to release.</param>
/// <param name="findings">Receives what speaks against it.</param>
internal sealed class ForwardCheck(
    ReleaseContext context,
    SourceState source,
    ReleaseVersion version,
    Findings findings
)
{
    // On the branch of a line nothing newer than the line can be released.
    private readonly bool _isOnLine = source.Branch == version.Line.Branch;

    /// <summary>Checks the regions of a run.</summary>
    /// <param name="context">The run.</param>
    /// <param name="regions">What they run, in the order of the waves.</param>
    /// <param name="findings">Receives what speaks against it.</param>
    /// <returns>The regions; those that the version is not for are marked.</returns>
    /// <exception cref="ReleaseException">The checkout cannot be read.</exception>
    public static async Task<IReadOnlyList<RegionPlan>> RunAsync(
        ReleaseContext context,
        IReadOnlyList<RegionPlan> regions,
        Findings findings
    )
    {
        if (context.Options.AllowDowngrade)
            return regions;
        var source = await context.Checkout.StateAsync();
        if (source.Version.Version is { } version)
            return await new ForwardCheck(context, source, version, findings).RunAsync(regions);
        return regions;
    }

    private async Task<IReadOnlyList<RegionPlan>> RunAsync(IReadOnlyList<RegionPlan> regions)
    {
        var ahead = regions.Where(region => IsNewer(OvertakenTag.NewestOf(region))).ToArray();
        // Images that went back leave the schema of the newer version behind. What runs there already stays.
        var migrated = regions
            .Except(ahead)
            .Where(region => IsNewer(ReleaseVersion.TryParse(region.MigratedTo)) && region.Changes.Count > 0);
        var held = new List<RegionPlan>(ahead);
        var schemas = new List<(ReleaseVersion Version, RegionPlan[] Regions)>();
        foreach (var group in migrated.GroupBy(region => ReleaseVersion.Parse(region.MigratedTo!)))
        {
            if (await IsOfOneSchemaAsync(group.Key))
            {
                context.Say($"{Names(group)}: migrated to {group.Key}; no migration lies between that and {version}");
                continue;
            }
            held.AddRange(group);
            schemas.Add((group.Key, [.. group]));
        }
        var free = regions.Except(held).Where(OvertakenTag.IsKnown).ToArray();
        // A tag and its images are for the regions that can take them. Each of the others refuses its own release.
        if (!context.PreparesRegions && free.Length > 0)
        {
            if (held.Count > 0)
                context.Say($"{Names(held)}: {version} cannot go there; it is for {Names(free)}");
            return [.. regions.Select(region => region with { IsLeftOut = held.Contains(region) })];
        }
        foreach (var (newer, behind) in schemas)
            findings.Add(
                $"{Names(behind)}: {(behind.Length == 1 ? "its database was" : "their databases were")} migrated to a newer version, {newer}",
                WayOnFrom(newer)
            );
        foreach (var group in ahead.GroupBy(region => (OvertakenTag.NewestOf(region), IsInPart: region.From is null)))
            findings.Add(
                $"{Names(group)}: a newer version is live{(group.Key.IsInPart ? " in part" : "")}, {group.Key.Item1}",
                WayAround(group.Key.Item1!, [.. group], free)
            );
        return regions;
    }

    private string WayAround(ReleaseVersion live, RegionPlan[] ahead, RegionPlan[] free)
    {
        var ways = new List<string>();
        if (!_isOnLine)
            ways.Add($"release a version above {live}");
        // Nothing goes back to what was never released.
        if (source.HasTagOf(version))
            ways.Add($"./build.sh --target=Rollback --version={version} --regions={List(ahead)}");
        if (free.Length > 0)
            ways.Add($"leave out what is newer with --regions={List(free)}");
        return ways.Count > 0
            ? string.Join(", or ", ways)
            : $"name regions that serve {version.Line} with --regions; ./build.sh --target=Status shows which do";
    }

    private string WayOnFrom(ReleaseVersion newer)
    {
        var above = _isOnLine ? "" : $"release a version above {newer}; or ";
        if (!source.HasTagOf(newer))
            return $"{above}push the tag {newer} of what was released, so that its migrations are known";
        var isJudged = source.HasTagOf(version) || source.NextOnBranchOf(version.Line) == version;
        return isJudged
            ? $"{above}read ./build.sh --target=CheckRollback --version={version} --from={newer}, then add --allow-downgrade"
            : $"{above}add --allow-downgrade when you know that {version} can run on the schema of {newer}";
    }

    // What cannot be compared is taken for another schema: the refusal says how to look at it.
    private async Task<bool> IsOfOneSchemaAsync(ReleaseVersion newer)
    {
        try
        {
            var released = await context.Checkout.Commits.FindAsync(newer.ToString(), context.Cancelled);
            var check = context.NewMigrationCheck();
            var next = source.TagCommit ?? source.Commit;
            return (await check.RollbackAsync(released, next, context.Cancelled)).IsOfOneSchema;
        }
        catch (ReleaseException)
        {
            return false;
        }
    }

    private bool IsNewer(ReleaseVersion? other) => other is not null && other > version;

    private static string Names(IEnumerable<RegionPlan> regions) =>
        string.Join(", ", regions.Select(region => region.Name));

    private static string List(IEnumerable<RegionPlan> regions) =>
        string.Join(',', regions.Select(region => region.Name));
}
