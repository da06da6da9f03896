using Foundation.Failures;
using Foundation.Text;

namespace Releases.Fleets;

/// <summary>Finds the regions of a run.</summary>
public sealed class RegionSelection
{
    private const string GroupPrefix = "group:";

    private readonly Fleet _fleet;
    private readonly RegionRequest _request;
    private readonly List<string> _problems = [];

    private RegionSelection(Fleet fleet, RegionRequest request)
    {
        _fleet = fleet;
        _request = request;
    }

    /// <summary>Finds the regions and puts them into waves.</summary>
    /// <exception cref="UsageException">
    /// A name is unknown, or a flag contradicts the fleet. The error names every problem.
    /// </exception>
    public static IReadOnlyList<Wave> Select(Fleet fleet, RegionRequest request)
    {
        var selection = new RegionSelection(fleet, request);
        var regions = selection.Regions();
        selection.CheckAny(regions);
        selection.CheckGkeRegions(regions);
        var waves = WavePlan.Of(regions, request.Waves, fleet.Waves, selection._problems);
        return selection._problems.Count == 0 ? waves : throw new UsageException(selection._problems);
    }

    // A run without a region would do nothing, and end well.
    private void CheckAny(List<Region> regions)
    {
        if (regions.Count > 0 || _problems.Count > 0)
            return;
        _problems.Add(
            _request.Names.Count == 0
                ? $"{_fleet.File}: the default group {_fleet.DefaultGroup} has no region"
                : $"--regions: {string.Join(", ", _request.Names)} has no region"
        );
    }

    private List<Region> Regions()
    {
        var names = _request.Names.Count == 0 ? _fleet.Groups[_fleet.DefaultGroup] : _request.Names.SelectMany(Expand);
        return
        [
            .. names
                .Select(Find)
                .OfType<Region>()
                // A region that is named twice, also by an alias, is one region.
                .DistinctBy(region => region.Name)
                .Select(region =>
                    _request.Namespace is { } name ? region with { Namespace = name, HasOwnNamespace = true } : region
                ),
        ];
    }

    // A name of both a region and a group means the region, because the smaller reach is safer.
    private IEnumerable<string> Expand(string name) =>
        name.StartsWith(GroupPrefix, StringComparison.Ordinal) ? Group(name[GroupPrefix.Length..])
        : Known(name) is null && _fleet.Groups.TryGetValue(name, out var members) ? members
        : [name];

    private IReadOnlyList<string> Group(string name)
    {
        if (_fleet.Groups.TryGetValue(name, out var members))
            return members;
        _problems.Add($"--regions: unknown group '{name}'; groups: {string.Join(", ", _fleet.Groups.Keys)}");
        return [];
    }

    private Region? Known(string name) => _fleet.Regions.FirstOrDefault(region => region.IsCalled(name));

    private static string Named(Region region) =>
        region.Aliases.Count == 0 ? region.Name : $"{region.Name} ({string.Join(", ", region.Aliases)})";

    private Region? Find(string name)
    {
        if (Known(name) is { } region)
            return Agreeing(region);
        if (!IsGke(name))
        {
            // The error suggests no near name: au and eu differ by one letter, and they are different regions.
            var regions = string.Join(", ", _fleet.Regions.Select(Named));
            _problems.Add(
                $"--regions: unknown region '{name}'; regions: {regions}; groups: {string.Join(", ", _fleet.Groups.Keys)}"
            );
            return null;
        }
        return GivenByName(name);
    }

    private bool IsGke(string name) =>
        _request.GkeRegions.Contains(name) || (_request.Gke && _request.GkeRegions.Count == 0);

    private Region Agreeing(Region region)
    {
        var given = _request.Names.Any(region.IsCalled);
        var where = $"{_fleet.File}:{region.Line}";
        if (
            region.Provider != Provider.Gke
            && (_request.GkeRegions.Any(region.IsCalled) || (given && IsGke(region.Name)))
        )
        {
            var provider = region.Provider.Word();
            _problems.Add($"region {region.Name}: --gke contradicts the fleet, where it is {provider} ({where})");
        }
        if (region.Provider == Provider.Gke && given)
        {
            CheckSame("--gke-project", _request.GkeProject, region.Project, region.Name, where);
            CheckSame("--gke-location", _request.GkeLocation, region.Location, region.Name, where);
        }
        return region;
    }

    private void CheckSame(string argument, string? asked, string? known, string region, string where)
    {
        if (asked is not null && asked != known)
            _problems.Add($"region {region}: {argument}={asked} contradicts the fleet, where it is {known} ({where})");
    }

    private Region GivenByName(string name)
    {
        if (!KubernetesName.IsLabel(name))
            _problems.Add($"--regions: '{name}' cannot be a cluster's name");
        if (_request.GkeProject is null)
            _problems.Add($"region {name}: the fleet does not know it; say --gke-project=PROJECT");
        if (_request.GkeLocation is null)
            _problems.Add($"region {name}: the fleet does not know it; say --gke-location=LOCATION");
        return new Region
        {
            Name = name,
            Provider = Provider.Gke,
            Cluster = name,
            Namespace = _fleet.Namespace,
            Project = _request.GkeProject,
            Location = _request.GkeLocation,
            Manifests = _fleet.Regions.FirstOrDefault(region => region.Provider == Provider.Gke)?.Manifests,
        };
    }

    private void CheckGkeRegions(List<Region> regions)
    {
        var names = regions.Select(region => region.Name).ToArray();
        foreach (var name in _request.GkeRegions.Where(name => !regions.Exists(region => region.IsCalled(name))))
            _problems.Add($"--gke-regions: '{name}' is not among the regions of this run ({string.Join(", ", names)})");
    }
}
