namespace Migrations.Comparison;

/// <summary>
/// Leaves out copies of migrations that people keep near an app's own ones. Django loads only the modules directly in
/// the app's package of migrations (<c>MigrationLoader.load_disk</c>).
/// </summary>
internal static class MigrationCopies
{
    // A folder beside the package may be the one that the setting MIGRATION_MODULES names, unless its name says more.
    private static readonly string[] Words = ["backup", "bak", "old", "orig", "copy", "archive", "legacy", "unused"];

    /// <summary>The folders of a version that hold copies.</summary>
    public static IReadOnlyList<string> Folders(IReadOnlyList<SourceFile> migrations)
    {
        var folders = migrations.ToLookup(each => each.File.Folder);
        return [.. folders.Select(folder => folder.Key).Where(folder => IsCopy(folder, folders))];
    }

    /// <summary>
    /// Those of some folders that the newer version puts something new into. A copy has only what was there before, so
    /// these are the migrations of another database.
    /// </summary>
    public static IReadOnlySet<string> Grown(
        IReadOnlyCollection<string> folders,
        IReadOnlyList<SourceFile> older,
        IReadOnlyList<SourceFile> newer
    )
    {
        if (folders.Count == 0)
            return new HashSet<string>();
        var known = older.Select(each => each.File.ObjectId).ToHashSet();
        return newer
            .Where(each => !known.Contains(each.File.ObjectId))
            .Select(each => each.File.Folder)
            .Where(folders.Contains)
            .ToHashSet();
    }

    // Migrations within a package of another app's migrations refer to each other by another label.
    private static bool IsCopy(string folder, ILookup<string, SourceFile> folders) =>
        !MigrationFolders.IsUsual(folder)
        && Original(folder, folders) is { } original
        && MigrationFolders.LabelWithin(folders[folder]) is { } label
        && LabelsOf(original, folders[original]).Contains(label);

    private static string? Original(string folder, ILookup<string, SourceFile> folders)
    {
        var around = Around(folder);
        var name = folder[(around.Length == 0 ? 0 : around.Length + 1)..];
        var beside = around.Length == 0 ? "migrations" : $"{around}/migrations";
        if (
            WordsOf(name).Any(word => Words.Contains(word, StringComparer.OrdinalIgnoreCase))
            && folders.Contains(beside)
        )
            return beside;
        for (; around.Length > 0; around = Around(around))
        {
            if (MigrationFolders.IsUsual(around) && folders.Contains(around))
                return around;
        }
        return null;
    }

    private static string[] WordsOf(string name) =>
        string.Concat(name.Select(letter => char.IsLetter(letter) ? letter : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static HashSet<string> LabelsOf(string folder, IEnumerable<SourceFile> migrations)
    {
        var all = migrations.ToList();
        var app = Around(folder);
        return
        [
            app[(app.LastIndexOf('/') + 1)..],
            .. MigrationFolders.ReferencesWithin(all).Select(reference => reference.Label),
            .. all.SelectMany(each => each.Source.Replaces).Select(reference => reference.Label),
        ];
    }

    private static string Around(string folder) => Git.RelevantFiles.FolderOf(folder).ToString();
}
