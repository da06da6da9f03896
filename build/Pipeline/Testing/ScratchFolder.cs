using Foundation.Files;

namespace Pipeline.Testing;

/// <summary>
/// Where test programs keep their temporary files: in memory, where this machine has a place for that. They make and
/// remove some hundred thousand, and a disk's file system searches long for a number for each.
/// </summary>
internal static class ScratchFolder
{
    private const string Memory = "/dev/shm";
    private const string Mounts = "/proc/self/mounts";

    // Several times of what the tests have at once; a container often has 64 MB there.
    private const long Room = 2L << 30;

    /// <summary>Makes one; the system's own temporary folder has to do where it is <see langword="null"/>.</summary>
    public static PrivateDirectory? TryCreate()
    {
        try
        {
            return
                OperatingSystem.IsLinux()
                && IsFit(File.ReadAllLines(Mounts))
                && new DriveInfo(Memory).AvailableFreeSpace >= Room
                ? PrivateDirectory.CreateIn(Memory)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether files lie in memory there, and scripts among them can be run.</summary>
    /// <param name="mounts">Each line: what is mounted, where, its kind, its options. The last one lies on top.</param>
    public static bool IsFit(IEnumerable<string> mounts) =>
        mounts.Select(line => line.Split(' ')).LastOrDefault(fields => fields is [_, Memory, _, _, ..])
            is [_, _, "tmpfs", var options, ..]
        && options.Split(',') is var words
        && words.Contains("rw")
        && !words.Contains("noexec");
}
