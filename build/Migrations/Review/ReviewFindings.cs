using Migrations.Model;
using Migrations.Verdicts;

namespace Migrations.Review;

/// <summary>Collects the findings about a branch's migrations.</summary>
/// <param name="levels">The levels of rules that differ from the usual ones.</param>
internal sealed class ReviewFindings(IReadOnlyDictionary<string, string> levels)
{
    private readonly List<ReviewFinding> _all = [];

    /// <summary>Notes a finding, unless its rule is off.</summary>
    public void Add(ReviewRule rule, MigrationChange migration, OperationVerdict? operation, string message)
    {
        if (LevelOf(rule) is not ReviewLevel.Off and var level)
            _all.Add(
                new(
                    rule.Name,
                    level,
                    migration.FullName,
                    operation is null ? "" : $"{operation.Operation} {operation.Target}",
                    migration.Path,
                    operation is { Line: > 0 } ? operation.Line : 1,
                    message
                )
            );
    }

    /// <summary>
    /// Adds the findings about older code that fails on the new schema, and about operations that cannot be un-applied.
    /// </summary>
    /// <param name="comparisons">The comparisons. The first is with the commit where the branch began.</param>
    public void AddCompatibility(IReadOnlyList<VersionComparison> comparisons)
    {
        foreach (var migration in Added(comparisons[0].Changes))
        {
            foreach (var judged in JudgedOperations.Of(comparisons, migration))
                Compatibility(migration, judged);
            foreach (var operation in migration.Operations.Where(operation => operation.Reversible is false))
                Add(ReviewRules.Irreversible, migration, operation, $"{Sentence(operation.Loses)}");
        }
    }

    /// <summary>Adds the findings about locks of the branch's migrations.</summary>
    public void AddLocks(IReadOnlyList<MigrationChange> changes)
    {
        foreach (var migration in Added(changes))
        foreach (var operation in migration.Operations.Where(each => each.Locks is { Blocks: > Blocked.Nothing }))
        {
            var text = LockText.Of(migration, operation);
            Add(RuleOf(operation.Locks!), migration, operation, $"{char.ToUpperInvariant(text[0])}{text[1..]}");
        }
    }

    /// <summary>
    /// Adds the findings about rows and schema that change in one step, and about operations that cannot run in a
    /// transaction.
    /// </summary>
    public void AddData(IReadOnlyList<MigrationChange> changes)
    {
        AddTransactions(Added(changes));
        foreach (var migration in Added(changes).Where(migration => migration.IsAtomic))
        {
            var data = migration.Operations.Where(IsData).ToList();
            var schema = migration.Operations.Where(each => each.Locks is { Blocks: >= Blocked.Writes }).ToList();
            if (data.Count > 0 && schema.Count > 0)
                Add(
                    ReviewRules.DataWithSchema,
                    migration,
                    data[0],
                    $"It runs in one transaction with {schema[0].Operation} {schema[0].Target}, whose lock is held until its end, "
                        + "and PostgreSQL refuses to alter a table that has pending trigger events. Safer: two migrations, the schema "
                        + "first and the rows after it."
                );
        }
    }

    private void AddTransactions(IEnumerable<MigrationChange> migrations)
    {
        foreach (var migration in migrations)
        foreach (var operation in migration.Operations)
        {
            var refused = operation.Transaction switch
            {
                TransactionUse.Impossible =>
                    "PostgreSQL runs a string of several statements in one transaction, and refuses this there: give RunSQL a list "
                        + "with one statement in each string, and set atomic = False on the migration.",
                TransactionUse.Outside when migration.IsAtomic =>
                    "It is refused within a transaction: set atomic = False on the migration, and leave nothing else in it.",
                TransactionUse.Outside or TransactionUse.Any => null,
            };
            if (refused is not null)
                Add(ReviewRules.ConcurrentInTransaction, migration, operation, refused);
        }
    }

    /// <summary>All findings in the order of the files. A finding that a comment accepts says so.</summary>
    public IReadOnlyList<ReviewFinding> Accept(MigrationTree tree, IReadOnlyList<MigrationChange> added)
    {
        foreach (var migration in added)
        {
            var source = tree[new(migration.App, migration.Name)]?.Source;
            if (source is { Acceptances.Count: > 0 })
                new AcceptedFindings(_all, migration.Path, source).Accept(acceptance =>
                    Add(
                        ReviewRules.UnusedAcceptance,
                        migration,
                        null,
                        $"The comment in line {acceptance.Line} accepts a finding that does not exist: take it out."
                    )
                );
        }
        return
        [
            .. _all.OrderBy(finding => finding.Path, StringComparer.Ordinal)
                .ThenBy(finding => finding.Line)
                .ThenByDescending(finding => finding.Level),
        ];
    }

    private ReviewLevel LevelOf(ReviewRule rule) =>
        levels.TryGetValue(rule.Name, out var level) ? ReviewRules.LevelOf(level) : rule.Level;

    private static IEnumerable<MigrationChange> Added(IEnumerable<MigrationChange> changes) =>
        changes.Where(change => change.Change == MigrationChangeKind.Added);

    private void Compatibility(
        MigrationChange migration,
        IReadOnlyList<(IReadOnlyList<string> Versions, OperationVerdict Verdict)> judged
    )
    {
        // Different versions may have different reasons. Each reason gets a finding.
        foreach (var reason in judged.GroupBy(entry => entry.Verdict.Reason))
        {
            var operation = reason.First().Verdict;
            if (operation.Verdict == Verdict.Clear)
                continue;
            var versions = reason.SelectMany(entry => entry.Versions).Distinct().ToList();
            var rule = operation.Verdict == Verdict.Unsafe ? ReviewRules.BreaksOldCode : ReviewRules.MayBreakOldCode;
            var count = _all.Count;
            Add(
                rule,
                migration,
                operation,
                $"{operation.Reason} That is so for the code of {string.Join(", ", versions)}."
            );
            if (_all.Count > count)
                _all[^1] = _all[^1] with { Against = versions };
        }
    }

    private static ReviewRule RuleOf(OperationLocks locks) =>
        locks.Blocks == Blocked.SameRows
            ? ReviewRules.LocksRows
            : locks.Time switch
            {
                LockTime.Rewrite => ReviewRules.LocksForRewrite,
                LockTime.Scan when locks.Blocks == Blocked.Everything => ReviewRules.LocksReads,
                LockTime.Scan => ReviewRules.LocksWrites,
                LockTime.Brief => ReviewRules.LocksBriefly,
                LockTime.Unknown => ReviewRules.LocksUnknown,
            };

    private static bool IsData(OperationVerdict operation) =>
        (operation.Operation == "RunPython" && operation.Reason != "It does nothing.")
        || (operation.Operation == "RunSQL" && operation.Locks is { Blocks: Blocked.SameRows });

    private static string Sentence(string loses) => $"{char.ToUpperInvariant(loses[0])}{loses[1..].TrimEnd('.')}.";
}
