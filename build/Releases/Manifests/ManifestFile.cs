using Foundation.Failures;
using Foundation.Files;
using Foundation.Limits;

namespace Releases.Manifests;

/// <summary>The text of a manifest, which is a file and nothing that only looks like one.</summary>
public static class ManifestFile
{
    /// <summary>What is said of a link where a manifest is looked for.</summary>
    public const string IsLink =
        "is a link, and could lead anywhere on this machine; put what it leads to in its place";

    /// <summary>Refuses a link.</summary>
    /// <exception cref="UsageException">It is one.</exception>
    public static void RefuseLink(FileSystemInfo entry)
    {
        if (entry.LinkTarget is not null)
            throw new UsageException($"{entry.FullName}: {IsLink}");
    }

    /// <summary>Refuses a file that is not below a folder, or that a link on the way to it could lead out.</summary>
    /// <param name="folder">The full path of the folder.</param>
    /// <param name="file">The file, which need not exist.</param>
    /// <exception cref="UsageException">It lies elsewhere, or could.</exception>
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
    /// <exception cref="UsageException">It cannot be read, is too large, or is no file.</exception>
    public static string ReadText(string file)
    {
        var found = new FileInfo(file);
        RefuseLink(found);
        try
        {
            // Whoever opens a pipe to read waits for its writer, for ever when there is none. Pipes have no length.
            if (found.Length > 0)
                return BoundedFile.ReadText(file, InputLimits.TextFile);
            return IsPipe(file) ? throw new UsageException($"{file}: is a pipe or a device, and no file") : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file}: cannot be read: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    // To open it for both at once waits for nobody.
    private static bool IsPipe(string file)
    {
        try
        {
            using var opened = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return !opened.CanSeek;
        }
        catch (UnauthorizedAccessException)
        {
            // Not ours to write: empty, whatever it is, and not read.
            return false;
        }
    }
}
