namespace Foundation.Processes;

/// <summary>
/// Finds a program in the absolute folders of PATH, and nowhere else. The search of the system and that of Cake also
/// look below the working folder, where a checkout could plant a program of the same name.
/// </summary>
public static class ProgramSearch
{
    private static readonly string[] WindowsEndings = [".exe", ".cmd"];

    /// <summary>The full path of the program, or <see langword="null"/> when there is none that can be run.</summary>
    /// <param name="program">Its name, or an absolute path.</param>
    /// <param name="path">The value of PATH.</param>
    public static string? Find(string program, string? path)
    {
        if (Path.IsPathFullyQualified(program))
            return Spellings(program).FirstOrDefault(IsExecutable);
        // A path such as ./git or tools/git names a file of the working folder.
        if (program.Length == 0 || program.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar))
            return null;

        return (path ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(folder => Spellings(Path.Combine(folder, program)))
            .FirstOrDefault(IsExecutable);
    }

    private static IEnumerable<string> Spellings(string path) =>
        OperatingSystem.IsWindows() && !Path.HasExtension(path) ? WindowsEndings.Select(end => path + end) : [path];

    private static bool IsExecutable(string path)
    {
        if (!File.Exists(path))
            return false;

        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & execute) != UnixFileMode.None;
    }
}
