using Migrations.Git;

namespace Migrations;

/// <summary>Selects the files that belong to migrations.</summary>
public static class MigrationFiles
{
    /// <summary>
    /// The files of a list that belong to migrations: the migrations, and all other files in their folders, because a
    /// migration may import them.
    /// </summary>
    /// <param name="paths">Paths in a repository, with slashes.</param>
    public static IReadOnlyList<string> Of(IReadOnlyCollection<string> paths)
    {
        var folders = paths.Where(IsInMigrationFolder).Select(FolderOf).ToHashSet();
        return [.. paths.Where(path => folders.Contains(FolderOf(path)))];
    }

    private static bool IsInMigrationFolder(string path) =>
        RelevantFiles.IsMigration(path) && RelevantFiles.IsMigrationFolder(RelevantFiles.FolderOf(path));

    private static string FolderOf(string path) => path[..(path.LastIndexOf('/') + 1)];
}
