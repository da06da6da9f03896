using Foundation.Failures;
using Migrations.Verdicts;
using Pipeline.Running;
using Releases.Plans;
using Releases.Versions;

namespace Pipeline.Rollbacks;

/// <summary>Judges the way back from every version that regions of the run are on.</summary>
internal static class RollbackStarts
{
    /// <summary>Groups the regions by the version that they are judged from, and judges each version once.</summary>
    /// <param name="context">The run.</param>
    /// <param name="to">The version that they go back to.</param>
    /// <param name="regions">What they run.</param>
    /// <returns>The versions, oldest first; none when every region runs <paramref name="to"/> already,
    /// on its own schema.</returns>
    /// <exception cref="ReleaseException">A version's tag is missing, or git failed.</exception>
    public static async Task<IReadOnlyList<RegionsVerdict>> JudgeAsync(
        ReleaseContext context,
        ReleaseVersion to,
        IReadOnlyList<RegionPlan> regions
    )
    {
        foreach (var region in regions.Where(region => StayingRegions.Serves(context, region, to)))
            context.Say($"[{region.Name}] nothing to do: {to} runs there already");
        var groups = regions
            .GroupBy(region => ReleaseVersion.Parse(region.JudgedFrom ?? region.From!))
            .OrderBy(group => group.Key)
            .ToArray();
        var behind = groups.Where(group => group.Key != to).ToArray();
        if (behind.Length == 0)
            return [];
        var commits = await new TaggedCommits(context).FindAsync([to, .. behind.Select(group => group.Key)]);
        var check = context.NewMigrationCheck();
        var starts = new List<RegionsVerdict>();
        foreach (var group in behind)
        {
            var verdict = await check.RollbackAsync(commits[group.Key], commits[to], context.Cancelled);
            starts.Add(
                new RegionsVerdict(
                    group.Key.ToString(),
                    [.. group.Select(region => region.Name)],
                    verdict with
                    {
                        From = group.Key.ToString(),
                        To = to.ToString(),
                    }
                )
            );
        }
        return starts;
    }
}
