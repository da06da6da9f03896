using Foundation.Failures;
using Foundation.Files;
using Foundation.Limits;

namespace Releases.Manifests;

/// <summary>The text of a manifest. A manifest has to be a regular file.</summary>
public static class ManifestFile
{
    /// <summary>The error text for a link in a manifest's place.</summary>
    public const string IsLink =
        "is a link, and could lead anywhere on this machine; put what it leads to in its place";

    /// <summary>Refuses a link.</summary>
    /// <exception cref="UsageException">The entry is a link.</exception>
    public static void RefuseLink(FileSystemInfo entry)
    {
        if (entry.LinkTarget is not null)
            throw new UsageException($"{entry.FullName}: {IsLink}");
    }

    /// <summary>Refuses a file outside of a folder, and a file below a link that could lead outside.</summary>
    /// <param name="folder">The full path of the folder.</param>
    /// <param name="file">The file. It need not exist.</param>
    /// <exception cref="UsageException">The file lies outside of the folder, or could.</exception>
    public static void RefuseOutside(string folder, string file)
    {
        var full = Path.GetFullPath(file, folder);
        if (!full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new UsageException($"{file}: is not in {folder}, the folder of the fleet file; put it there");
        for (var above = Path.GetDirectoryName(full)!; above != folder; above = Path.GetDirectoryName(above)!)
            RefuseLink(new DirectoryInfo(above));
    }

    /// <summary>Reads a manifest.</summary>
    /// <param name="file">Its path.</param>
    /// <exception cref="UsageException">
    /// The file cannot be read, is too large, is no regular file, or is not UTF-8.
    /// </exception>
    public static string ReadText(string file)
    {
        var found = new FileInfo(file);
        RefuseLink(found);
        try
        {
            // Opening a pipe for reading waits for a writer, for ever when none comes. Pipes have no length.
            if (found.Length > 0)
                return BoundedFile.ReadWrittenText(file, InputLimits.TextFile);
            return IsPipe(file) ? throw new UsageException($"{file}: is a pipe or a device, and no file") : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file}: cannot be read: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    // Opening a pipe for reading and writing does not wait.
    private static bool IsPipe(string file)
    {
        try
        {
            using var opened = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return !opened.CanSeek;
        }
        catch (UnauthorizedAccessException)
        {
            // The tool may not write this file. Its length is 0, so it is taken as empty without reading.
            return false;
        }
    }
}
