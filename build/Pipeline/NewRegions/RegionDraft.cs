using Foundation.Failures;
using Foundation.Text;
using Pipeline.Options;
using Releases.Fleets;
using Releases.Fleets.Editing;

namespace Pipeline.NewRegions;

/// <summary>Turns arguments into what the fleet file will say of a region, or into all that is wrong.</summary>
internal sealed class RegionDraft
{
    private readonly Fleet _fleet;
    private readonly ReleaseOptions _options;
    private readonly NewRegionOptions _given;
    private readonly string _name;
    private readonly List<string> _problems = [];

    private RegionDraft(Fleet fleet, ReleaseOptions options)
    {
        _fleet = fleet;
        _options = options;
        _given = options.NewRegion;
        _name = NameOf(options);
    }

    private Tier Tier => _given.Tier ?? Tier.Production;

    /// <summary>The name that the arguments give.</summary>
    /// <exception cref="UsageException">They name more than one region, or none.</exception>
    public static string NameOf(ReleaseOptions options) =>
        options.Regions.Names is [var name]
            ? name
            : throw new UsageException("--regions: one region is added at a time; give one name");

    /// <summary>The region that the arguments describe.</summary>
    /// <exception cref="UsageException">Something is missing or wrong; every problem, one line each.</exception>
    public static NewRegion Of(Fleet fleet, ReleaseOptions options)
    {
        var draft = new RegionDraft(fleet, options);
        var region = draft.Region();
        return draft._problems.Count == 0 ? region : throw new UsageException(draft._problems);
    }

    private NewRegion Region()
    {
        if (!KubernetesName.IsLabel(_name))
            _problems.Add($"--regions: '{_name}': a name has lower-case letters, digits and '-' only");
        if (_fleet.Groups.ContainsKey(_name))
            _problems.Add($"--regions: '{_name}' is a group of the fleet, and would come to mean the region alone");
        if (_given.Provider is null)
            _problems.Add("no provider: give --provider=aks|gke|context");
        return new NewRegion
        {
            Name = _name,
            Texts = [.. Texts()],
            Aliases = _given.Aliases,
            Groups = Groups(),
            Wave = Wave(),
        };
    }

    private IEnumerable<KeyValuePair<string, string>> Texts()
    {
        var provider = _given.Provider;
        (string Key, string? Value, string Argument, Provider[] Of, bool IsNeeded)[] rows =
        [
            ("resourceGroup", _given.ResourceGroup, "resource-group", [Provider.Aks], true),
            ("subscription", _given.Subscription, "subscription", [Provider.Aks], false),
            ("project", _options.Regions.GkeProject, "gke-project", [Provider.Gke], true),
            ("location", _options.Regions.GkeLocation, "gke-location", [Provider.Gke], true),
        ];
        List<(string Key, string? Value)> texts =
        [
            ("provider", provider?.Word()),
            (provider == Provider.Context ? "context" : "cluster", _given.Cluster ?? _name),
        ];
        foreach (var row in rows)
        {
            if (provider is null || row.Of.Contains(provider.Value))
                texts.Add((row.Key, row.Value));
            else if (row.Value is not null)
                _problems.Add($"--{row.Argument}: means nothing for provider {texts[0].Value}; leave it out");
            if (row.IsNeeded && row.Value is null && provider is { } known && row.Of.Contains(known))
                _problems.Add($"no {row.Argument}: every {texts[0].Value} region has one; give --{row.Argument}=NAME");
        }
        texts.Add(("namespace", _options.Regions.Namespace));
        texts.Add(("manifests", _given.Manifests ?? Manifests()));
        texts.Add(("tier", Tier.Word()));
        texts.Add(("url", _given.Url));
        return texts.Where(text => text.Value is not null).Select(text => KeyValuePair.Create(text.Key, text.Value!));
    }

    // Where all regions of a cloud share a folder, a new one does.
    private string? Manifests() =>
        _given.Provider is { } provider and not Provider.Context
        && _fleet.Regions.Where(region => region.Provider == provider).Select(region => region.Manifests).Distinct()
            is var folders
        && folders.Take(2).ToArray() is [{ } folder]
            ? folder
            : null;

    private IReadOnlyList<string> Groups()
    {
        if (_given.Groups.Count == 0)
        {
            if (IsOf(_fleet.Groups[_fleet.DefaultGroup]))
                return [_fleet.DefaultGroup];
            _problems.Add(
                $"no groups: the default group {_fleet.DefaultGroup} is for another tier than {Tier.Word()}; give --groups=NAME"
            );
        }
        foreach (var group in _given.Groups.Where(group => !_fleet.Groups.ContainsKey(group)))
        {
            if (NearestName.Of(group, _fleet.Groups.Keys) is { } nearest)
                _problems.Add($"--groups: there is no group '{group}'; did you mean '{nearest}'?");
            else if (_fleet.Regions.Any(region => region.IsCalled(group)) || group == _name)
                _problems.Add($"--groups: '{group}' is a region; a new group needs a name of its own");
        }
        return [.. _given.Groups.Distinct(StringComparer.Ordinal)];
    }

    private int? Wave()
    {
        var last = _fleet.Waves.Count;
        if (_given.Wave > last + 1 || (_given.Wave is not null && last == 0))
            _problems.Add(
                $"--wave: the fleet has {Counted.Of(last, "wave")}; {(last == 0 ? "leave it out" : $"{last + 1} makes a new one")}"
            );
        return _given.Wave ?? (last > 0 && IsOf(_fleet.Waves[^1]) ? last : null);
    }

    private bool IsOf(IEnumerable<string> names) =>
        names.All(name => _fleet.Regions.Single(region => region.Name == name).Tier == Tier);
}
