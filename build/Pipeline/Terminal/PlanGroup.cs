using Releases.Plans;

namespace Pipeline.Terminal;

/// <summary>Regions of a wave that a release does the same to.</summary>
/// <param name="Wave">The wave.</param>
/// <param name="From">The version that is live; <see langword="null"/> when it is not known.</param>
/// <param name="Changes">The workloads that change, by kind and name.</param>
/// <param name="Unchanged">Those that have the image already.</param>
/// <param name="Regions">The names of the regions.</param>
public sealed record PlanGroup(
    int Wave,
    string? From,
    IReadOnlyList<string> Changes,
    IReadOnlyList<string> Unchanged,
    IReadOnlyList<string> Regions
)
{
    /// <summary>The groups of a plan, in the order of the waves.</summary>
    public static IReadOnlyList<PlanGroup> Of(ReleasePlan plan) =>
        [
            .. plan
                .Regions.GroupBy(region => (region.Wave, region.From, string.Join('\n', Changed(region)), Same(region)))
                .Select(group => new PlanGroup(
                    group.Key.Wave,
                    group.Key.From,
                    Changed(group.First()),
                    group.First().Unchanged,
                    [.. group.Select(region => region.Name)]
                ))
                .OrderBy(group => group.Wave),
        ];

    private static string Same(RegionPlan region) => string.Join('\n', region.Unchanged);

    private static string[] Changed(RegionPlan region) =>
        [.. region.Changes.Select(change => $"{change.Kind} {change.Name}")];
}
