namespace Foundation.Files;

/// <summary>
/// The <c>~</c> that stands for a user's folder: shells know it at the beginning of a word, and neither behind a
/// <c>=</c> nor in a file. Elsewhere it is the name of a folder.
/// </summary>
public static class Tilde
{
    private static readonly string Native = $"~{Path.DirectorySeparatorChar}";

    /// <summary>Whether a path begins with it: <c>~</c>, <c>~/x</c> or <c>~ada/x</c>.</summary>
    public static bool Begins(string path) =>
        path == "~" || (path.StartsWith('~') && path.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar));

    /// <summary>How the path is written so that a shell expands it.</summary>
    /// <param name="path">A path that begins with the sign.</param>
    public static string ForShells(string path) =>
        path == "~" ? "\"$HOME\""
        : IsOwn(path) ? $"\"$HOME{path[1..]}\""
        : "the whole path";

    /// <summary>The path with the user's folder in the place of the sign; any other path as it is.</summary>
    /// <param name="path">The path.</param>
    /// <param name="home">The user's folder.</param>
    public static string Expanded(string path, string home) =>
        path == "~" ? home
        : IsOwn(path) ? Path.Combine(home, path[2..])
        : path;

    // The folders of other users stand in a list of the machine.
    private static bool IsOwn(string path) =>
        path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith(Native, StringComparison.Ordinal);
}
