using Foundation.Failures;
using Foundation.Text;
using Releases.Manifests;

namespace Releases.Fleets;

/// <summary>The folder of a region's own manifests.</summary>
public static class RegionFolder
{
    // A file system may take `GKE` for `gke`. The one of CI may not.
    private static readonly EnumerationOptions EachByItsName = new() { AttributesToSkip = FileAttributes.None };

    /// <summary>
    /// The folder below the fleet file's folder, written plainly: <c>./gke/</c> is <c>gke</c>. <see langword="null"/>
    /// when the region has none.
    /// </summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="region">The region.</param>
    /// <exception cref="UsageException">
    /// There is no such folder, or it lies outside of the fleet file's folder, or it is below a link.
    /// </exception>
    public static string? Of(Fleet fleet, Region region)
    {
        if (region.Manifests is not { } named)
            return null;
        var folder = Plain(fleet, named);
        // The fleet's own folder is the one that all regions have.
        if (folder == ".")
            return null;
        ManifestFile.RefuseOutside(fleet.Folder, named);
        if (MissingIn(fleet.Folder, folder) is not { } missing)
            return folder;
        // The fleet stands beside the manifests of another one, which need not know its folders.
        if (fleet.IsBeside)
            return null;
        throw new UsageException($"{PlaceOf(fleet, region)}: region {region.Name}: there is no folder {missing}");
    }

    /// <summary>The path of a folder below the fleet file's folder, written plainly.</summary>
    public static string Plain(Fleet fleet, string folder) =>
        Path.TrimEndingDirectorySeparator(Path.GetRelativePath(fleet.Folder, Path.GetFullPath(folder, fleet.Folder)));

    private static string PlaceOf(Fleet fleet, Region region) =>
        region.Line > 0 ? $"{fleet.File}:{region.Line}" : fleet.File;

    // The first part of the path that is not there, and what it may have been meant to be.
    private static string? MissingIn(string top, string folder)
    {
        var found = "";
        foreach (var part in folder.Split(Path.DirectorySeparatorChar))
        {
            var known = FoldersIn(Path.Combine(top, found));
            if (!known.Contains(part))
                return $"{Path.Combine(found, part)} in {top}; {NearestName.Hint(part, [.. known.Where(IsOfRegions)])}";
            found = Path.Combine(found, part);
        }
        return null;
    }

    private static string[] FoldersIn(string folder)
    {
        try
        {
            return
            [
                .. new DirectoryInfo(folder)
                    .GetDirectories("*", EachByItsName)
                    .Select(each => each.Name)
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{folder}: cannot be read: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static bool IsOfRegions(string folder) => !folder.StartsWith('.') && folder is not ("jobs" or "access");
}
