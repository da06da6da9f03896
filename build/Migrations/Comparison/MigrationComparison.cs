using Migrations.Kept;
using Migrations.Locks;
using Migrations.Model;
using Migrations.Rules;
using Migrations.Verdicts;

namespace Migrations.Comparison;

/// <summary>
/// Finds the migrations that differ between two versions, and judges them one after another, in the order in which they
/// run.
/// </summary>
/// <param name="older">The version whose code will run.</param>
/// <param name="newer">The version whose schema is in the database.</param>
/// <param name="kept">What older code knows, where earlier runs have kept it.</param>
internal sealed class MigrationComparison(MigrationTree older, MigrationTree newer, KeptOldCode kept)
{
    private readonly Squashes _squashes = new(older, newer);
    private readonly MigrationGraph _graph = newer.Graph;
    private readonly Dictionary<MigrationKey, MigrationChange> _added = [];

    /// <summary>Compares the two versions.</summary>
    /// <returns>
    /// The migrations that differ, and how the added ones can be un-applied, which is planned when it is asked for.
    /// </returns>
    public (IReadOnlyList<MigrationChange> Changes, Lazy<UnapplyPlan> Unapply) Compare()
    {
        var added = newer.Migrations.Select(migration => migration.Key).Where(IsAdded).ToHashSet();
        foreach (var (migration, operations) in new AddedMigrations(older, newer, _graph, kept).Judge(added))
            _added[migration.Key] = Change(
                migration,
                MigrationChangeKind.Added,
                [
                    .. operations.Select(each => Verdict(each.Context, each.Judgement) with { Locks = each.Locks }),
                    .. PartlyKnown(migration),
                ]
            );
        foreach (var key in added.Where(key => !_added.ContainsKey(key)).Order(MigrationKey.Ordinal).ToList())
            _added[key] = Change(
                newer[key]!,
                MigrationChangeKind.Added,
                operation => Unreplayed(newer[key]!, operation)
            );

        var waiting = WaitingMigrations.Find(older, _graph, added);
        var inOrder = _graph.Order.Concat(added.Order(MigrationKey.Ordinal)).Distinct().Where(_added.ContainsKey);
        List<MigrationChange> changes =
        [
            .. inOrder.Select(key => _added[key]),
            .. newer
                .Migrations.Where(migration =>
                    older[migration.Key] is { } before
                    && (before.ObjectId != migration.ObjectId || waiting.Contains(migration.Key))
                )
                .OrderBy(migration => migration.Key, MigrationKey.Ordinal)
                .Select(migration => Edited(migration, waiting[migration.Key]))
                .OfType<MigrationChange>(),
            .. older
                .Migrations.Where(migration => !_squashes.IsIn(newer, migration.Key))
                .OrderBy(migration => migration.Key, MigrationKey.Ordinal)
                .Select(Removed),
        ];
        return (changes, new(() => new UnapplyPlanner(newer, _graph, _squashes, _added).Plan()));
    }

    private bool IsAdded(MigrationKey key)
    {
        if (_squashes.IsIn(older, key))
            return false;
        // A squash replaces migrations. While their files exist, the new ones among them are judged by themselves.
        var parts = _squashes.PartsOf(key);
        return parts.Count == 0 || parts.Any(part => !_squashes.IsIn(older, part) && !newer.Contains(part));
    }

    private OperationContext Context(Migration migration, Operation operation, ProjectState state) =>
        new(operation, state, migration.Key.App, newer, migration.Path);

    private static OperationVerdict Verdict(OperationContext context, Judgement judgement) =>
        new(
            context.Operation.Name,
            OperationTarget.Of(context),
            judgement.Verdict,
            judgement.Reason,
            judgement.Reversible,
            judgement.Loses
        )
        {
            Line = context.Operation.Line,
            Transaction = OperationTransaction.Of(context.Operation),
            Meets =
                judgement.Verdict == Verdicts.Verdict.Unsafe
                    ? judgement.Meets ?? $"meet this: {judgement.Reason.TrimEnd('.')}"
                    : null,
            Left =
                !judgement.IsLeft ? Verdicts.Verdict.Clear
                : judgement.OnTheWay > judgement.Verdict ? judgement.OnTheWay
                : judgement.Verdict,
        };

    private IEnumerable<OperationVerdict> PartlyKnown(Migration migration)
    {
        var known = _squashes
            .CoveredBy(migration.Key)
            .Where(part => _squashes.IsIn(older, part))
            .Order(MigrationKey.Ordinal)
            .ToList();
        return known.Count > 0 ? [PartlyKnown(migration, known)] : [];
    }

    private static OperationVerdict PartlyKnown(Migration migration, List<MigrationKey> known) =>
        new(
            "replaces",
            migration.Path,
            Verdicts.Verdict.Investigate,
            $"The squash replaces {known[0]}, which the older version has, and migrations that neither version has as files.",
            null,
            Judgement.Unknown
        );

    private OperationVerdict Unreplayed(Migration migration, Operation operation) =>
        Verdict(
            Context(migration, operation, new()),
            Judgement.Investigate(
                "A squash replaces it, and other migrations of that squash are missing.",
                Judgement.Unknown,
                reversible: null
            )
        );

    private MigrationChange? Edited(Migration migration, IEnumerable<MigrationKey> waitsFor)
    {
        List<OperationVerdict> differences =
        [
            .. EditedMigration.Differences(older[migration.Key]!, migration).Select(each => Edited(migration, each)),
            .. waitsFor.Select(WaitingMigrations.Judge),
        ];
        return differences.Count == 0 ? null : Change(migration, MigrationChangeKind.Edited, differences);
    }

    private OperationVerdict Edited(Migration migration, (Operation Operation, bool IsInNewer) difference) =>
        Verdict(
            Context(migration, difference.Operation, new()),
            Judgement.Investigate(
                difference.IsInNewer
                    ? "The newer version has it in a migration that may have been applied before the edit."
                    : "The older version has it, and the newer one took it out of a migration that may have been applied.",
                Judgement.Unknown,
                reversible: null
            )
        );

    private MigrationChange Removed(Migration migration) =>
        Change(
            migration,
            MigrationChangeKind.Removed,
            operation =>
                Verdict(
                    new(operation, new(), migration.Key.App, older, migration.Path),
                    Judgement.Investigate(
                        "The older version has this migration and the newer one does not. Look up whether the database has applied it.",
                        Judgement.Unknown,
                        reversible: null
                    )
                )
        );

    private static MigrationChange Change(
        Migration migration,
        MigrationChangeKind kind,
        Func<Operation, OperationVerdict> judge
    ) => Change(migration, kind, [.. migration.Source.Operations.Select(judge)]);

    // A migration that only merges is no obstacle, also when it was removed.
    private static MigrationChange Change(
        Migration migration,
        MigrationChangeKind kind,
        List<OperationVerdict> operations
    ) =>
        new(
            migration.Key.App,
            migration.Key.Name,
            kind,
            operations.Count == 0 ? Verdicts.Verdict.Clear : operations.Max(operation => operation.Verdict),
            Accepted(migration, operations)
        )
        {
            Path = migration.Path,
            IsAtomic = migration.Source.IsAtomic != false,
        };

    private static IReadOnlyList<OperationVerdict> Accepted(Migration migration, List<OperationVerdict> operations)
    {
        if (migration.Source.Acceptances.Count == 0)
            return operations;
        var lines = migration.Source.Operations.Select(operation => operation.Line).ToList();
        var reasons = migration.Source.Acceptances.ToLookup(each => each.OperationLine(lines), each => each.Reason);
        return
        [
            .. operations.Select(operation =>
                // A comment about an operation within another one stands at the outer one's line or at its own line.
                reasons[lines.LastOrDefault(line => line <= operation.Line)].ToList()
                    is { Count: > 0 } said
                    ? operation with
                    {
                        Accepted = said,
                    }
                    : operation
            ),
        ];
    }
}
