using Migrations.Verdicts;

namespace Migrations.Review;

/// <summary>What the comparisons with several versions say of each operation of a migration.</summary>
internal static class JudgedOperations
{
    /// <summary>
    /// The verdicts, operation by operation. A comparison may judge more operations than another: a squash that a
    /// version has in part gets one more.
    /// </summary>
    public static IEnumerable<IReadOnlyList<(IReadOnlyList<string> Versions, OperationVerdict Verdict)>> Of(
        IReadOnlyList<VersionComparison> comparisons,
        MigrationChange migration
    )
    {
        var judged =
            from comparison in comparisons
            let change = Find(comparison.Changes, migration)
            where change is not null
            from operation in Numbered(change.Operations)
            select (operation.Place, comparison.Versions, operation.Verdict);
        return judged
            .GroupBy(entry => entry.Place)
            .Select(place => place.Select(entry => (entry.Versions, entry.Verdict)).ToList());
    }

    private static MigrationChange? Find(IReadOnlyList<MigrationChange> changes, MigrationChange migration) =>
        changes.FirstOrDefault(change => change.Change == MigrationChangeKind.Added && change.Path == migration.Path);

    // A loop makes several operations in one line.
    private static IEnumerable<((string Name, int Line, int Nth) Place, OperationVerdict Verdict)> Numbered(
        IEnumerable<OperationVerdict> operations
    ) =>
        operations
            .GroupBy(operation => (operation.Operation, operation.Line))
            .SelectMany(group => group.Select((each, nth) => ((group.Key.Operation, group.Key.Line, nth), each)));
}
