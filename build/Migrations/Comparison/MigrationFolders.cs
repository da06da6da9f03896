using Migrations.Git;
using Migrations.Model;

namespace Migrations.Comparison;

/// <summary>
/// Finds the app of each folder of migrations: the folder around <c>migrations</c>. A folder with another name (setting
/// <c>MIGRATION_MODULES</c>) belongs to the folder around it, unless that folder has several of them.
/// </summary>
internal sealed class MigrationFolders
{
    private const string Usual = "migrations";

    private readonly Dictionary<string, string> _apps = [];

    /// <summary>Sorts the files of one version.</summary>
    public MigrationFolders(IEnumerable<GitTreeFile> migrations)
    {
        foreach (var around in migrations.Select(file => file.Folder).Distinct().GroupBy(Around))
        {
            var folders = around.ToList();
            foreach (var folder in folders)
                _apps[folder] = folders.Count == 1 || IsUsual(folder) ? around.Key : folder;
        }
    }

    /// <summary>The app of a migration's file.</summary>
    public string AppOf(GitTreeFile file) => _apps[file.Folder];

    /// <summary>
    /// The label by which the migrations in a folder refer to each other.
    /// <see langword="null"/> where no migration depends on another.
    /// </summary>
    public static string? LabelWithin(IEnumerable<SourceFile> migrations) =>
        ReferencesWithin([.. migrations])
            .GroupBy(reference => reference.Label)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .FirstOrDefault()
            ?.Key;

    /// <summary>
    /// What migrations of a folder say of migrations that may be in the same folder: the references to their names.
    /// </summary>
    public static IReadOnlyList<MigrationReference> ReferencesWithin(IReadOnlyCollection<SourceFile> migrations)
    {
        var names = migrations.Select(each => each.Name).ToHashSet();
        return
        [
            .. migrations.SelectMany(each =>
                each.Source.Dependencies.Where(reference =>
                    names.Contains(reference.Name) && reference.Name != each.Name
                )
            ),
        ];
    }

    /// <summary>Whether a folder is called <c>migrations</c>, so that its app is the folder around it.</summary>
    public static bool IsUsual(string folder) =>
        folder == Usual || folder.EndsWith($"/{Usual}", StringComparison.Ordinal);

    private static string Around(string folder) => RelevantFiles.FolderOf(folder).ToString();
}
