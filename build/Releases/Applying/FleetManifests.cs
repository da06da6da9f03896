using Foundation.Failures;
using Releases.Fleets;
using Releases.Manifests;

namespace Releases.Applying;

/// <summary>The objects that a fleet's manifests ask for in a region, whatever the region has.</summary>
public static class FleetManifests
{
    // These kinds go first, because other objects may need them.
    private static readonly string[] First = ["Namespace", "CustomResourceDefinition"];

    /// <summary>The files that hold them, by their paths below the fleet file's folder.</summary>
    /// <param name="fleet">The fleet. Its folder holds the manifests.</param>
    /// <param name="region">The region.</param>
    /// <exception cref="UsageException">
    /// A manifest is a link, a folder cannot be read, or a folder that the fleet file names is not there.
    /// </exception>
    public static IReadOnlyList<string> FilesOf(Fleet fleet, Region region) => ManifestFiles.Of(fleet, region);

    /// <summary>Renders them, in the order in which they are applied.</summary>
    /// <param name="fleet">The fleet. Its folder holds the manifests.</param>
    /// <param name="region">The region.</param>
    /// <param name="variables">What the manifests may ask for.</param>
    /// <exception cref="UsageException">
    /// The manifests are wrong. The error names every problem with file and line.
    /// </exception>
    public static IReadOnlyList<ManifestObject> Render(Fleet fleet, Region region, ManifestVariables variables)
    {
        var problems = new List<string>();
        var objects = ManifestFiles
            .Of(fleet, region)
            .SelectMany(file => Render(fleet, file, variables, problems))
            .OrderBy(each => First.Contains(each.Kind) ? 0 : 1)
            .ToArray();
        problems.AddRange(Repeated(fleet, region, objects));
        return problems.Count == 0 ? objects : throw new UsageException([.. problems.Distinct()]);
    }

    /// <summary>Whether a file is a fleet file, which may stand beside the manifests and beside another one.</summary>
    /// <exception cref="UsageException">The file is no YAML, or it holds something that is no object.</exception>
    public static bool IsFleetFile(string file) => ManifestTemplate.ReadAll(file) is [var only] && IsFleet(only);

    // The keys that every fleet file has. A Kubernetes object has a kind.
    private static bool IsFleet(ManifestTemplate template) =>
        template.Has("registry") && template.Has("regions") && !template.Has("kind");

    // Each run would apply one of them over the other, for ever.
    private static IEnumerable<string> Repeated(Fleet fleet, Region region, IEnumerable<ManifestObject> objects) =>
        objects
            .Where(each => each.Name.Length > 0)
            .GroupBy(each => (each.Group, each.Kind, SpaceOf(each, region), each.Name))
            // The region's own file is the one to look at.
            .Select(same => same.OrderBy(each => IsOfRegion(fleet, region, each.File) ? 1 : 0).ToArray())
            .SelectMany(same => same.Skip(1).Select(each => Repeated(fleet, region, same[0], each)));

    private static string Repeated(Fleet fleet, Region region, ManifestObject first, ManifestObject second)
    {
        if (first.File == second.File)
            return $"{second.File}: {second} is in it more than once; leave one out";
        var isOverlay = IsOfRegion(fleet, region, second.File) && !IsOfRegion(fleet, region, first.File);
        return isOverlay
            ? $"{second.File}: {second} is in {first.File} also; a region's file replaces the file of the same name"
            : $"{second.File}: {second} is in {first.File} also; leave one out";
    }

    private static bool IsOfRegion(Fleet fleet, Region region, string file) =>
        region.Manifests is { } folder
        && Path.GetFullPath(file, fleet.Folder)
            .StartsWith(
                Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder, fleet.Folder)) + Path.DirectorySeparatorChar,
                StringComparison.Ordinal
            );

    private static string SpaceOf(ManifestObject each, Region region) =>
        each.Namespace.Length > 0 ? each.Namespace : region.Namespace;

    private static ManifestObject[] Render(Fleet fleet, string file, ManifestVariables variables, List<string> problems)
    {
        var path = Path.Combine(fleet.Folder, file);
        var objects = new List<ManifestObject>();
        try
        {
            foreach (var template in ManifestTemplate.ReadAll(path).Where(template => !IsFleet(template)))
            {
                var each = new ManifestObject(file, template.Render(variables));
                objects.Add(each);
                if (ObjectFault.Of(each) is { } fault)
                    problems.Add($"{path}:{template.Line}: {fault}");
            }
        }
        catch (UsageException exception)
        {
            problems.AddRange(exception.Problems);
        }
        return [.. objects];
    }
}
