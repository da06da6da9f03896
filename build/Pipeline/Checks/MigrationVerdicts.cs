using Foundation.Failures;
using Migrations.Verdicts;
using Pipeline.Running;
using Releases.Plans;

namespace Pipeline.Checks;

/// <summary>Compares the migrations of a release with those of every version that is live.</summary>
public static class MigrationVerdicts
{
    /// <summary>
    /// Compares what is released with what ran before earlier runs of the same release had set images: a region that
    /// fails once more still has a way back.
    /// </summary>
    /// <param name="context">The run.</param>
    /// <param name="plan">The plan.</param>
    /// <returns>The verdicts that the plan does not have.</returns>
    public static async Task<IEnumerable<MigrationVerdict>> OfEarlierRunsAsync(ReleaseContext context, ReleasePlan plan)
    {
        var known = plan.Migrations.Select(entry => entry.From).ToHashSet();
        var earlier = plan
            .Regions.Where(region => region.Before is { } before && !known.Contains(before))
            .Select(region => region with { From = region.Before });
        return (await ReadAsync(context, earlier)).Select(entry => entry.Verdict).OfType<MigrationVerdict>();
    }

    /// <summary>
    /// Compares what is released with what the regions run. A version that the checkout does not know is no
    /// reason not to release: it is said, in <see cref="RegionsVerdict.Trouble"/>.
    /// </summary>
    /// <returns>One entry for each live version that differs from the release, in the order of the waves.</returns>
    public static async Task<IReadOnlyList<RegionsVerdict>> ReadAsync(
        ReleaseContext context,
        IEnumerable<RegionPlan> regions
    )
    {
        var source = await context.Checkout.StateAsync();
        var migrations = context.MigrationsOf(source.Released);
        var verdicts = new List<RegionsVerdict>();
        var starts = regions.Where(region => region.From is not null);
        // One after another: each is a few processes of git, and there are few versions however many regions.
        foreach (var start in starts.GroupBy(region => region.From!))
        {
            if (start.Key != source.Version.Text)
                verdicts.Add(await CompareAsync(start.Key, [.. start.Select(region => region.Name)]));
        }
        return verdicts;

        async Task<RegionsVerdict> CompareAsync(string from, string[] running)
        {
            try
            {
                // The version's own tag may not exist yet.
                var verdict = await migrations.VerdictAsync(from, context.Cancelled);
                if (!context.Fleet.IsPostgreSql)
                    verdict = verdict.On(context.Fleet.Database);
                return new RegionsVerdict(from, running, verdict with { To = source.Version.Text });
            }
            catch (ReleaseException exception)
            {
                return new RegionsVerdict(from, running, null, exception.Message.TrimEnd('.'));
            }
        }
    }
}
