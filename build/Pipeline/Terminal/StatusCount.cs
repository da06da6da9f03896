using Foundation.Text;
using Releases.Surveys;

namespace Pipeline.Terminal;

/// <summary>The last line of a status: how many regions are how, and which versions they run.</summary>
public static class StatusCount
{
    private const int NamedVersions = 5;
    private const int LongestVersion = 20;

    /// <summary>The line.</summary>
    /// <param name="status">The status.</param>
    /// <param name="isWhole">Whether no version is cut.</param>
    public static string Of(FleetStatus status, bool isWhole = false)
    {
        var regions = status.Regions;
        string[] counts =
        [
            Count(regions, "healthy", region => region is { Health: Health.Healthy, Drifts: false }),
            Count(regions, "drifting", region => region is { Health: Health.Healthy, Drifts: true }),
            Count(regions, "rolling out", region => region.Health == Health.Progressing),
            Count(regions, "UNHEALTHY", region => region.Health == Health.Unhealthy),
            Count(regions, "UNKNOWN", region => region.Health == Health.Unknown),
        ];
        var all = Counted.Of(regions.Count, "region");
        return $"{all}: {string.Join(", ", counts.Where(count => count.Length > 0))}.{Versions(regions, isWhole ? int.MaxValue : LongestVersion)}";
    }

    private static string Count(IEnumerable<RegionStatus> regions, string word, Func<RegionStatus, bool> isSo) =>
        regions.Count(isSo) is > 0 and var count ? $"{count} {word}" : "";

    private static string Versions(IEnumerable<RegionStatus> regions, int longest)
    {
        var versions = regions
            .Where(region => region.Version is not null)
            .GroupBy(region => region.Version!)
            .OrderByDescending(group => group.Count())
            .Select(group => $"{WrappedText.Cell(group.Key, longest)} in {group.Count()}")
            .ToArray();
        return versions.Length == 0 ? "" : $" Live: {FewNames.Of(versions, NamedVersions)}.";
    }
}
