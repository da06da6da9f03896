namespace Pipeline.Options;

/// <summary>The top folders of git repositories.</summary>
internal static class RepositoryFolder
{
    /// <summary>
    /// The repository that a folder is in; <see langword="null"/> where it is in none.
    /// </summary>
    public static string? TopOf(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (IsTop(at.FullName))
                return at.FullName;
        }
        return null;
    }

    /// <summary>Whether a folder is the top of a repository. A .git of a worktree or submodule is a file.</summary>
    public static bool IsTop(string folder) => Path.Exists(Path.Combine(folder, ".git"));
}
