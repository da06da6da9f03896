using Migrations.Comparison;
using Migrations.Verdicts;

namespace Migrations.Review;

/// <summary>
/// Finds migrations that others may have applied and that the branch has changed since it began. A difference to a live
/// version alone is not the branch's: the main branch got it later.
/// </summary>
/// <param name="findings">Receives the findings.</param>
internal sealed class HistoryFindings(ReviewFindings findings)
{
    /// <summary>Adds the findings.</summary>
    /// <param name="comparisons">The comparisons. The first is with the commit where the branch began.</param>
    public void Add(IReadOnlyList<VersionComparison> comparisons)
    {
        foreach (var change in comparisons[0].Changes.Where(change => change.Change != MigrationChangeKind.Added))
        {
            var where = comparisons
                .Where(comparison => comparison.Changes.Any(each => IsSame(each, change)))
                .SelectMany(comparison => comparison.Versions)
                .Distinct();
            var names = string.Join(", ", where);
            if (change.Change == MigrationChangeKind.Edited)
                Edited(change, names);
            else
                findings.Add(
                    ReviewRules.Removed,
                    change,
                    null,
                    $"The migration is in {names}. A database that has applied it keeps its changes, and Django no longer knows the migration."
                );
        }
    }

    private void Edited(MigrationChange change, string names)
    {
        if (change.Operations.FirstOrDefault(operation => !IsWaiting(operation)) is { } edited)
            findings.Add(
                ReviewRules.Edited,
                change,
                edited,
                $"The migration has other operations in {names}. A database that has applied it never runs the edit. Write a new migration instead."
            );
        foreach (var waiting in change.Operations.Where(IsWaiting))
            findings.Add(
                ReviewRules.Edited,
                change,
                waiting,
                $"The migration is in {names}, and runs after {waiting.Target} now, which is new. Django refuses to migrate a database that has "
                    + $"applied it (InconsistentMigrationHistory). Let {waiting.Target} run after it, or merge the two (makemigrations --merge)."
            );
    }

    private static bool IsWaiting(OperationVerdict operation) => operation.Operation == WaitingMigrations.Name;

    private static bool IsSame(MigrationChange left, MigrationChange right) =>
        left.App == right.App && left.Name == right.Name && left.Change == right.Change;
}
