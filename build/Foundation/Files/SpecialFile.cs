using System.Formats.Tar;

namespace Foundation.Files;

/// <summary>
/// What has a name among the files and is none: a device, a pipe, a socket. A new file would take its place.
/// </summary>
public static class SpecialFile
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>Whether a name leads to one, also over links. Opens nothing that is one.</summary>
    /// <param name="path">An absolute path, also of nothing.</param>
    public static bool Is(string path)
    {
        if (OperatingSystem.IsWindows())
            return path.StartsWith(@"\\.\", StringComparison.Ordinal);
        try
        {
            for (var followed = 0; followed < MostLinks && new FileInfo(path).LinkTarget is { } target; followed++)
            {
                if (IsOfOpenFile(path))
                    return true;
                path = Path.GetFullPath(target, Path.GetDirectoryName(path)!);
            }
            // All of them are empty; a file that holds something is not read for it.
            return File.Exists(path) && new FileInfo(path).Length == 0 && TypeOf(path) is not TarEntryType.RegularFile;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            // An archive takes no socket.
            return File.Exists(path);
        }
    }

    // These links lead to what a process has open, whatever that is. Below /dev/shm there are files like anywhere else.
    private static bool IsOfOpenFile(string link) =>
        link.StartsWith("/proc/", StringComparison.Ordinal) || Path.GetDirectoryName(link) is "/dev" or "/dev/fd";

    // The one place where .NET tells the kind of a file.
    private static TarEntryType? TypeOf(string path)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
            writer.WriteEntry(path, "entry");
        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()?.EntryType;
    }
}
