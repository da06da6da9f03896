using Releases.Manifests;

namespace Releases.Fleets;

/// <summary>The variables of a region's manifests: those of the run, and those that the fleet file sets.</summary>
public static class RegionVariables
{
    /// <summary>Puts them together. What the region sets goes before what the fleet sets for all regions.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="region">The region.</param>
    /// <param name="version">The value of <c>$VERSION</c>.</param>
    /// <param name="image">The value of <c>$IMAGE</c>.</param>
    /// <param name="actor">The value of <c>$ACTOR</c>.</param>
    /// <param name="ref">The value of <c>$REF</c>.</param>
    public static ManifestVariables Of(
        Fleet fleet,
        Region region,
        string version,
        string image,
        string actor,
        string @ref
    )
    {
        var run = ManifestVariables.Of(version, image, region.Name, region.Namespace, actor, @ref);
        var values = run.Values.ToDictionary();
        if (region.Url is { } url)
            values[ManifestVariables.Host] = url.Host;
        var set = fleet.Variables.ToDictionary();
        foreach (var (name, value) in region.Variables)
            set[name] = value;
        foreach (var (name, value) in set)
            values[name] = value.Text;
        return new ManifestVariables(values)
        {
            Numbers = set.Where(entry => entry.Value.IsNumber).Select(entry => entry.Key).ToHashSet(),
            Advice = name => Advice(fleet, region, name),
        };
    }

    // Where one region lacks what others have, the region matters; where all lack it, its name would be noise.
    private static string Advice(Fleet fleet, Region region, string name) =>
        name == ManifestVariables.Host ? $"region {region.Name} has no `url` in {fleet.File}"
        : fleet.Regions.Any(each => each.Variables.ContainsKey(name))
            ? $"set it in `variables` of region {region.Name} in {fleet.File}"
        : $"set it in `variables` in {fleet.File}";
}
