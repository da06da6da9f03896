using System.IO.Enumeration;
using Foundation.Files;
using Foundation.Limits;

namespace Pipeline.Images;

/// <summary>What a build is given: the working folder with all that git ignores.</summary>
internal static class BuildContext
{
    // Docker takes the second in place of the first where it is there; the classic builder and ACR Tasks know the first
    // alone. So each that is there has to name a folder.
    private static readonly string[] IgnoreFiles = [".dockerignore", "Dockerfile.dockerignore"];

    /// <summary>
    /// What this tool makes in a checkout. Nothing of it belongs into an image, and people write kubeconfigs into the
    /// first.
    /// </summary>
    public static readonly IReadOnlyList<string> OwnFolders = ["artifacts", ".build", ".dotnet", ".nuget"];

    /// <summary>The tool's own folders that a <c>COPY</c> of everything would take along.</summary>
    /// <param name="folder">The folder that is built from.</param>
    public static IReadOnlyList<string> ExposedIn(string folder)
    {
        var there = OwnFolders.Where(name => Directory.Exists(Path.Combine(folder, name))).ToArray();
        if (there.Length == 0)
            return [];
        var lists = ListsIn(folder).Select(LinesOf).ToArray();
        return [.. there.Where(name => lists.Length == 0 || !lists.All(lines => IsNamed(name, lines)))];
    }

    /// <summary>A line about them, with what helps; <see langword="null"/> where there are none.</summary>
    /// <param name="folder">The folder that is built from.</param>
    public static string? WarningOf(string folder)
    {
        if (ExposedIn(folder) is not { Count: > 0 } exposed)
            return null;
        var files = ListsIn(folder).DefaultIfEmpty(Path.Combine(folder, IgnoreFiles[0]));
        return $"warning: the build is given {string.Join(", ", exposed.Select(name => $"{name}/"))} of {folder}, which COPY can take into the images; add to {string.Join(" and to ", files)} a line for each: {string.Join(' ', exposed)}";
    }

    /// <summary>
    /// Those of some files that an image may take: no ignore file leaves them out by their first name.
    /// </summary>
    /// <param name="folder">The folder that is built from.</param>
    /// <param name="files">Files, as seen from the folder.</param>
    public static IReadOnlyList<string> GivenOf(string folder, IReadOnlyList<string> files)
    {
        var lists = ListsIn(folder).Select(LinesOf).ToArray();
        return lists.Length == 0 ? files : [.. files.Where(file => !lists.All(lines => LeavesOut(file, lines)))];
    }

    // A line that takes something below that name back may be about this file.
    private static bool LeavesOut(string file, string[] lines)
    {
        var first = file.Split('/')[0];
        return IsNamed(first, lines)
            && !lines.Any(line =>
                line.Trim() is ['!', .. var back] && Plain(back).StartsWith($"{first}/", StringComparison.Ordinal)
            );
    }

    private static IEnumerable<string> ListsIn(string folder) =>
        IgnoreFiles.Select(file => Path.Combine(folder, file)).Where(File.Exists);

    // The last line that matches decides. Lines that name something deeper are about a part of it alone.
    private static bool IsNamed(string name, IEnumerable<string> lines)
    {
        var isNamed = false;
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var isBack = line[0] == '!';
            if (FileSystemName.MatchesSimpleExpression(Plain(isBack ? line[1..] : line), name, ignoreCase: false))
                isNamed = !isBack;
        }
        return isNamed;
    }

    // `/name`, `./name`, `**/name`, `name/` and `name/**` are `name`.
    private static string Plain(string pattern)
    {
        foreach (var start in new[] { "./", "/", "**/" })
            pattern = pattern.StartsWith(start, StringComparison.Ordinal) ? pattern[start.Length..] : pattern;
        foreach (var end in new[] { "/**", "/*", "/" })
            pattern = pattern.EndsWith(end, StringComparison.Ordinal) ? pattern[..^end.Length] : pattern;
        return pattern;
    }

    private static string[] LinesOf(string file)
    {
        try
        {
            return BoundedFile.ReadText(file, InputLimits.TextFile).Split('\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Docker itself says what is wrong with it.
            return [];
        }
    }
}
