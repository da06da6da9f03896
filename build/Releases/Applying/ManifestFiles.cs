using Foundation.Failures;
using Releases.Fleets;
using Releases.Manifests;

namespace Releases.Applying;

/// <summary>
/// The manifests of a region: the files beside the fleet file, and the files of the region's own folder.
/// </summary>
internal static class ManifestFiles
{
    // A release runs Jobs, and an administrator grants access: whoever applies manifests must not grant it to himself.
    private static readonly string[] LeftOut = ["jobs", "access"];

    // Hidden files belong to editors, git and CI. A person who checks what is applied does not see them.
    private static readonly EnumerationOptions Visible = new()
    {
        AttributesToSkip = FileAttributes.Hidden,
        IgnoreInaccessible = false,
    };

    /// <summary>
    /// Finds the manifests and gives their paths below the fleet file's folder. A file of the region's folder replaces
    /// the file of the same name beside the fleet file. Folders <c>jobs</c> and <c>access</c> are left out, as hidden
    /// files and folders are.
    /// </summary>
    /// <exception cref="UsageException">
    /// A manifest is a link, a folder cannot be read, or a folder that the fleet file names is not there.
    /// </exception>
    public static IReadOnlyList<string> Of(Fleet fleet, Region region)
    {
        RefuseMissing([.. fleet.Regions.Append(region).Distinct()], fleet);
        var overlays = fleet
            .Regions.Select(each => each.Manifests)
            .OfType<string>()
            .Concat(fleet.OtherFolders)
            .Select(folder => RegionFolder.Plain(fleet, folder))
            .ToHashSet(StringComparer.Ordinal);
        var files = Below(fleet.Folder)
            .Where(file => !overlays.Any(overlay => IsIn(file, overlay)))
            .Where(file => Path.GetFullPath(file, fleet.Folder) != Path.GetFullPath(fleet.File))
            .ToDictionary(file => file, StringComparer.Ordinal);
        if (RegionFolder.Of(fleet, region) is { } own)
        {
            ManifestFile.RefuseLink(new DirectoryInfo(Path.Combine(fleet.Folder, own)));
            foreach (var file in Below(Path.Combine(fleet.Folder, own)))
                files[file] = Path.Combine(own, file);
        }
        return [.. files.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value)];
    }

    // The name of any region counts: the folder that was meant by a mistyped one would count as one of all regions.
    private static void RefuseMissing(IEnumerable<Region> regions, Fleet fleet)
    {
        var problems = new List<string>();
        foreach (var region in regions)
        {
            try
            {
                RegionFolder.Of(fleet, region);
            }
            catch (UsageException exception)
            {
                problems.AddRange(exception.Problems);
            }
        }
        if (problems.Count > 0)
            throw new UsageException([.. problems.Distinct()]);
    }

    private static IEnumerable<string> Below(string folder) =>
        Walk(new DirectoryInfo(folder))
            .Select(file => Path.GetRelativePath(folder, file))
            .Where(file => !IsLeftOut(file));

    // A link to a folder can lead out of the folder, or back into itself without an end.
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

    private static bool IsLeftOut(string file) =>
        (Path.GetDirectoryName(file) ?? "").Split(Path.DirectorySeparatorChar).Any(LeftOut.Contains);

    private static bool IsIn(string file, string folder) =>
        file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
