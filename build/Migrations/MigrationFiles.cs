using Migrations.Git;

namespace Migrations;

/// <summary>Which files belong to migrations.</summary>
public static class MigrationFiles
{
    /// <summary>
    /// Of some files those that belong to migrations: the migrations themselves, and all else in the folder of one of
    /// them, since a migration may import it.
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
