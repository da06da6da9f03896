namespace Pipeline.Options;

/// <summary>The fleet file and the checkout of the repository that a command line was typed in.</summary>
/// <param name="File">The fleet file.</param>
/// <param name="App">The repository's top folder.</param>
public sealed record FoundFleet(string File, string App)
{
    /// <summary>Where a repository keeps its fleet file.</summary>
    public static readonly string Place = Path.Combine("kubernetes", "fleet.yaml");

    /// <summary>
    /// Looks from a folder upwards, and not beyond the git repository that the folder is in: a file that somebody left
    /// above it, in a folder that all may write to, is nobody's fleet.
    /// </summary>
    /// <returns><see langword="null"/> where there is no repository, or none with a fleet file on the way.</returns>
    public static FoundFleet? From(string folder)
    {
        string? file = null;
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, Place);
            if (file is null && System.IO.File.Exists(candidate))
                file = candidate;
            if (RepositoryFolder.IsTop(at.FullName))
                return file is null ? null : new FoundFleet(file, at.FullName);
        }
        return null;
    }
}
