using System.Formats.Tar;

namespace Foundation.Files;

/// <summary>
/// Private folders whose process is gone: killed, or ended with the machine. A process marks its folder by a file that
/// it keeps locked; the system drops the lock when the process ends, however it ends. A process id would mislead where
/// another process has it by now.
/// </summary>
internal static class Abandoned
{
    private const string MarkName = ".in-use";

    private static int IsSwept;

    /// <summary>Marks a folder as in use for as long as this process lives, or until the mark is disposed.</summary>
    /// <exception cref="IOException">The mark cannot be made.</exception>
    public static IDisposable Mark(string folder)
    {
        var mark = new FileStream(
            Path.Combine(folder, MarkName),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None
        );
        // A file is made first and locked then. Between the two, another process may have taken the folder for
        // abandoned.
        if (File.Exists(mark.Name))
            return mark;
        mark.Dispose();
        throw new IOException($"another process has removed {folder}");
    }

    /// <summary>Removes the abandoned folders beside one of ours, once a process. Never throws.</summary>
    /// <param name="own">A folder that was made just now.</param>
    /// <param name="prefix">The beginning of their names.</param>
    public static void SweepBeside(DirectoryInfo own, string prefix)
    {
        if (Interlocked.Exchange(ref IsSwept, 1) == 0)
            SweepNow(own.Parent!.FullName, prefix, OwnerOf(own));
    }

    /// <summary>Removes the abandoned folders of a user.</summary>
    internal static void SweepNow(string parent, string prefix, int owner)
    {
        try
        {
            foreach (var folder in new DirectoryInfo(parent).EnumerateDirectories($"{prefix}*"))
            {
                if (folder.LinkTarget is null && OwnerOf(folder) == owner)
                    RemoveIfAbandoned(folder);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be listed is not ours to remove.
        }
    }

    // The administrator may remove the folders of every user, and their owners could exchange them for links meanwhile.
    // Only the framework's archive writer tells who owns a file; it follows no links.
    internal static int OwnerOf(DirectoryInfo folder)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
            writer.WriteEntry(folder.FullName, "folder");
        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()!.Uid;
    }

    private static void RemoveIfAbandoned(DirectoryInfo folder)
    {
        try
        {
            var mark = Path.Combine(folder.FullName, MarkName);
            // A folder without a mark is somebody else's; one whose mark is locked is in use.
            if (new FileInfo(mark) is not { Exists: true, LinkTarget: null })
                return;
            using (new FileStream(mark, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                folder.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // In use, or not ours.
        }
    }
}
