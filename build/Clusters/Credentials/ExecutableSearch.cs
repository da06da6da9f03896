namespace Clusters.Credentials;

/// <summary>
/// Finds a program in PATH only. The platform's own search starts in the working folder, where a checkout could plant
/// one.
/// </summary>
internal static class ExecutableSearch
{
    /// <summary>The full path of the program, or <see langword="null"/>.</summary>
    public static string? Find(string command, string? path)
    {
        if (Path.IsPathRooted(command))
            return Spellings(command).FirstOrDefault(IsExecutable);

        return (path ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathRooted)
            .SelectMany(folder => Spellings(Path.Combine(folder, command)))
            .FirstOrDefault(IsExecutable);
    }

    private static IEnumerable<string> Spellings(string path) =>
        OperatingSystem.IsWindows() && !Path.HasExtension(path) ? [path + ".exe"] : [path];

    private static bool IsExecutable(string path)
    {
        if (!File.Exists(path))
            return false;

        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & execute) != UnixFileMode.None;
    }
}
