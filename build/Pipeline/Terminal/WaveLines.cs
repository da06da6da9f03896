using Releases.Plans;

namespace Pipeline.Terminal;

/// <summary>
/// What a run is about to do, in lines: however many regions there are, as few as there are differences.
/// </summary>
public static class WaveLines
{
    /// <summary>A sentence for all regions of a wave that go from the same version.</summary>
    public static IEnumerable<string> Of(ReleasePlan plan) =>
        plan
            .Regions.Where(region => !region.IsLeftOut)
            .GroupBy(region => (region.Wave, region.From))
            .Select(group => $"wave {group.Key.Wave}: {group.Key.From ?? "?"} -> {plan.Version} in {Names(group)}");

    private static string Names(IEnumerable<RegionPlan> regions)
    {
        var names = regions.Select(region => region.Name).ToArray();
        return names.Length == 1 ? names[0] : $"{names.Length} regions: {string.Join(", ", names)}";
    }
}
