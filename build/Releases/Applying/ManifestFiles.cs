using Foundation.Failures;
using Releases.Fleets;
using Releases.Manifests;

namespace Releases.Applying;

/// <summary>
/// The manifests of a region: those beside the fleet file, and over them those of the region's own folder.
/// </summary>
internal static class ManifestFiles
{
    private const string Jobs = "jobs";

    // What is hidden is of editors, of git and of CI, and nobody sees it when looking at what is applied.
    private static readonly EnumerationOptions Visible = new()
    {
        AttributesToSkip = FileAttributes.Hidden,
        IgnoreInaccessible = false,
    };

    /// <summary>
    /// Finds them, by their paths below the fleet file's folder. A file of the region's folder takes the place of the
    /// one with the same name. What is in a folder <c>jobs</c> is run by a release and applied by nobody; hidden files
    /// and folders are left out.
    /// </summary>
    /// <exception cref="UsageException">There is a link among them, or a folder cannot be read.</exception>
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
            ManifestFile.RefuseLink(new DirectoryInfo(Path.Combine(fleet.Folder, own)));
            foreach (var file in Below(Path.Combine(fleet.Folder, own)))
                files[file] = Path.Combine(own, file);
        }
        return [.. files.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value)];
    }

    // `./gke/` is `gke`.
    private static string Plain(Fleet fleet, string folder) =>
        Path.TrimEndingDirectorySeparator(Path.GetRelativePath(fleet.Folder, Path.GetFullPath(folder, fleet.Folder)));

    private static IEnumerable<string> Below(string folder) =>
        Walk(new DirectoryInfo(folder))
            .Select(file => Path.GetRelativePath(folder, file))
            .Where(file => !IsOfJobs(file));

    // A link to a folder can lead out of the folder, or back into it without an end.
    private static List<string> Walk(DirectoryInfo folder)
    {
        var files = new List<string>();
        foreach (var entry in EntriesOf(folder))
        {
            var isManifest = entry.Extension is ".yaml" or ".yml";
            if (isManifest || Directory.Exists(entry.FullName))
                ManifestFile.RefuseLink(entry);
            if (entry is DirectoryInfo within)
                files.AddRange(Walk(within));
            else if (isManifest)
                files.Add(entry.FullName);
        }
        return files;
    }

    private static FileSystemInfo[] EntriesOf(DirectoryInfo folder)
    {
        try
        {
            return folder.GetFileSystemInfos("*", Visible);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{folder.FullName}: cannot be read: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static bool IsOfJobs(string file) =>
        (Path.GetDirectoryName(file) ?? "").Split(Path.DirectorySeparatorChar).Contains(Jobs);

    private static bool IsIn(string file, string folder) =>
        file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
