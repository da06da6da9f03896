using Releases.Fleets;

namespace Releases.Applying;

/// <summary>
/// The manifests of a region: those beside the fleet file, and over them those of the region's own folder.
/// </summary>
internal static class ManifestFiles
{
    private const string Jobs = "jobs";

    /// <summary>
    /// Finds them, by their paths below the fleet file's folder. A file of the region's folder takes the place of the
    /// one with the same name. What is in a folder <c>jobs</c> is run by a release and applied by nobody.
    /// </summary>
    public static IReadOnlyList<string> Of(Fleet fleet, Region region)
    {
        var overlays = fleet
            .Regions.Select(each => each.Manifests)
            .OfType<string>()
            .Select(folder => Plain(fleet, folder))
            .ToHashSet(StringComparer.Ordinal);
        var files = Below(fleet.Folder)
            .Where(file => !overlays.Any(overlay => IsIn(file, overlay)))
            .Where(file => Path.GetFullPath(file, fleet.Folder) != Path.GetFullPath(fleet.File))
            .ToDictionary(file => file, StringComparer.Ordinal);
        if (region.Manifests is { } named && Directory.Exists(Path.Combine(fleet.Folder, named)))
        {
            var own = Plain(fleet, named);
            foreach (var file in Below(Path.Combine(fleet.Folder, own)))
                files[file] = Path.Combine(own, file);
        }
        return [.. files.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value)];
    }

    // `./gke/` is `gke`.
    private static string Plain(Fleet fleet, string folder) =>
        Path.TrimEndingDirectorySeparator(Path.GetRelativePath(fleet.Folder, Path.GetFullPath(folder, fleet.Folder)));

    private static IEnumerable<string> Below(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file))
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml" && !IsOfJobs(file));

    private static bool IsOfJobs(string file) =>
        (Path.GetDirectoryName(file) ?? "").Split(Path.DirectorySeparatorChar).Contains(Jobs);

    private static bool IsIn(string file, string folder) =>
        file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
