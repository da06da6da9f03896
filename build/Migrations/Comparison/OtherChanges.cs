using Migrations.Git;
using Migrations.Verdicts;

namespace Migrations.Comparison;

/// <summary>Finds the differences between two versions that are not migrations.</summary>
internal static class OtherChanges
{
    /// <summary>The differences by kind, then by path.</summary>
    public static IReadOnlyList<OtherChange> Find(GitSnapshot snapshot)
    {
        var before = snapshot.Older.Files.ToDictionary(file => file.Path);
        var after = snapshot.Newer.Files.ToDictionary(file => file.Path);
        return
        [
            .. before
                .Keys.Union(after.Keys)
                .Select(path => (Old: before.GetValueOrDefault(path), Next: after.GetValueOrDefault(path)))
                .Where(pair => pair.Old?.ObjectId != pair.Next?.ObjectId)
                .SelectMany(pair => Describe(snapshot, pair.Old, pair.Next))
                .OrderBy(change => change.Kind)
                .ThenBy(change => change.Path, StringComparer.Ordinal)
                .ThenBy(change => change.Detail, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<OtherChange> Describe(GitSnapshot snapshot, GitTreeFile? old, GitTreeFile? next)
    {
        var file = (next ?? old)!;
        if (RelevantFiles.IsMigration(file.Path) || RelevantFiles.IsAppConfiguration(file.Path))
            return [];
        var kind =
            old is null ? MigrationChangeKind.Added
            : next is null ? MigrationChangeKind.Removed
            : MigrationChangeKind.Edited;
        if (file.IsSubmodule)
            return [new(OtherChangeKind.Submodule, file.Path, kind, Commits(old, next), Verdict.Investigate)];
        if (RelevantFiles.IsDependencyList(file.Path))
            return DependencyChanges.Find(file.Path, kind, Content(snapshot, old), Content(snapshot, next));
        var isSettings = RelevantFiles.IsSettings(file.Path);
        return [new(isSettings ? OtherChangeKind.Settings : OtherChangeKind.Tasks, file.Path, kind, "", Verdict.Clear)];
    }

    private static byte[]? Content(GitSnapshot snapshot, GitTreeFile? file) =>
        file is null ? null : snapshot.Contents.GetValueOrDefault(file.ObjectId);

    private static string Commits(GitTreeFile? old, GitTreeFile? next) => $"{Short(old)} → {Short(next)}";

    private static string Short(GitTreeFile? file) => file is null ? "none" : file.ObjectId[..10];
}
