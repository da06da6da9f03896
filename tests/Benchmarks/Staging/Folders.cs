namespace Benchmarks.Staging;

/// <summary>Folders of a measurement.</summary>
internal static class Folders
{
    /// <summary>Removes one with all that is in it; git's objects are write-protected.</summary>
    public static void Delete(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
            file.Attributes = FileAttributes.Normal;
        folder.Delete(recursive: true);
    }
}
