using Foundation.Failures;
using Foundation.Text;
using Pipeline.Options;
using Releases.Fleets;

namespace Pipeline.NewRegions;

/// <summary>A region that the fleet file has already.</summary>
internal static class KnownRegion
{
    /// <summary>Makes sure that the arguments say nothing else than the file.</summary>
    /// <exception cref="UsageException">They do; every difference, one line each.</exception>
    public static void RefuseOthers(Fleet fleet, Region region, ReleaseOptions options)
    {
        var given = options.NewRegion;
        (string Argument, string? Given, string? Known)[] rows =
        [
            ("provider", given.Provider?.Word(), region.Provider.Word()),
            ("cluster", given.Cluster, region.Cluster),
            ("resource-group", given.ResourceGroup, region.ResourceGroup),
            ("subscription", given.Subscription, region.Subscription),
            ("gke-project", options.Regions.GkeProject, region.Project),
            ("gke-location", options.Regions.GkeLocation, region.Location),
            ("namespace", options.Regions.Namespace, region.Namespace),
            ("manifests", given.Manifests, region.Manifests),
            ("tier", given.Tier?.Word(), region.Tier.Word()),
            ("url", given.Url is { } url ? new Uri(url).ToString() : null, region.Url?.ToString()),
            ("aliases", Joined(given.Aliases), Joined(region.Aliases)),
            ("groups", Joined(given.Groups), Joined(GroupsOf(fleet, region))),
            ("wave", given.Wave?.ToString(System.Globalization.CultureInfo.InvariantCulture), WaveOf(fleet, region)),
        ];
        string[] problems =
        [
            .. rows.Where(row => row.Given is not null && row.Given != row.Known)
                .Select(row =>
                    $"--{row.Argument}: {region.Name} is there already with {Named(row.Known)} ({fleet.File}:{region.Line}); change it in the file"
                ),
        ];
        if (problems.Length > 0)
            throw new UsageException(problems);
    }

    private static string Named(string? known) => known is null ? "none" : $"'{known}'";

    private static string? Joined(IEnumerable<string> names) =>
        string.Join(',', names.Order(StringComparer.Ordinal)) is { Length: > 0 } joined ? joined : null;

    private static IEnumerable<string> GroupsOf(Fleet fleet, Region region) =>
        fleet.Groups.Where(group => group.Value.Contains(region.Name)).Select(group => group.Key);

    private static string? WaveOf(Fleet fleet, Region region) =>
        fleet
            .Waves.Index()
            .Where(wave => wave.Item.Contains(region.Name))
            .Select(wave => $"{wave.Index + 1}")
            .FirstOrDefault();
}
