using Migrations.Model;
using Migrations.Rules;
using Migrations.Verdicts;

namespace Migrations.Comparison;

/// <summary>
/// Finds migrations of the older version that run after a new one now. Django refuses to migrate a database that has
/// applied the one without the other (<c>MigrationLoader.check_consistent_history</c>).
/// </summary>
internal static class WaitingMigrations
{
    /// <summary>The name of the finding, which stands in the place of an operation's name.</summary>
    public const string Name = "dependencies";

    /// <summary>The new migrations that each older one waits for, in the order of their names.</summary>
    /// <param name="older">The older version.</param>
    /// <param name="graph">The graph of the newer version.</param>
    /// <param name="added">The migrations that only the newer version has.</param>
    public static ILookup<MigrationKey, MigrationKey> Find(
        MigrationTree older,
        MigrationGraph graph,
        IReadOnlySet<MigrationKey> added
    ) =>
        added
            .Order(MigrationKey.Ordinal)
            .SelectMany(parent => graph.ChildrenOf(parent).Select(child => (Parent: parent, Child: child)))
            .Where(edge => older.Contains(edge.Child) && !added.Contains(edge.Child))
            .ToLookup(edge => edge.Child, edge => edge.Parent);

    /// <summary>The verdict on a migration that waits for a new one.</summary>
    public static OperationVerdict Judge(MigrationKey parent) =>
        new(
            Name,
            parent.ToString(),
            Verdict.Investigate,
            $"It runs after {parent} now, which the older version does not have: Django refuses to migrate a database that has applied it (InconsistentMigrationHistory).",
            null,
            Judgement.Unknown
        );
}
