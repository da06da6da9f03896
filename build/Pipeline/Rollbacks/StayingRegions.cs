using Pipeline.Running;
using Releases.Plans;
using Releases.Versions;

namespace Pipeline.Rollbacks;

/// <summary>The regions that a rollback leaves as they are, since they serve the wanted version already.</summary>
internal static class StayingRegions
{
    /// <summary>Whether a region serves the version already, and its schema is not to follow it.</summary>
    /// <param name="context">The run.</param>
    /// <param name="region">The region.</param>
    /// <param name="to">The version that the run goes back to.</param>
    public static bool Serves(ReleaseContext context, RegionPlan region, ReleaseVersion to) =>
        region.From == to.ToString() && (region.JudgedFrom is null || !context.Options.UnapplyMigrations);

    /// <summary>Whether nothing changes in a region. What holds its lock may leave other images behind.</summary>
    /// <param name="context">The run.</param>
    /// <param name="region">The region.</param>
    /// <param name="to">The version that the run goes back to.</param>
    public static bool Stays(ReleaseContext context, RegionPlan region, ReleaseVersion to) =>
        Serves(context, region, to) && region.Lock is null && region.Changes.Count == 0;

    /// <summary>
    /// The regions that stay, beside others that go back. Where none goes back, what is said of them is the answer of
    /// the run.
    /// </summary>
    /// <param name="context">The run.</param>
    /// <param name="regions">All regions.</param>
    /// <param name="to">The version that the run goes back to.</param>
    public static IReadOnlySet<string> BesideOthers(
        ReleaseContext context,
        IReadOnlyList<RegionPlan> regions,
        ReleaseVersion to
    )
    {
        var staying = regions.Where(region => Stays(context, region, to)).Select(region => region.Name).ToHashSet();
        return staying.Count < regions.Count ? staying : new HashSet<string>();
    }
}
