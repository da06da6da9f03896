using Migrations.Model;
using Migrations.Rules;
using Migrations.Rules.Effects;
using Migrations.Schema;
using Migrations.Verdicts;

namespace Migrations.Comparison;

/// <summary>
/// Finds the migrations that differ between two versions and judges them one after another, as they run.
/// </summary>
/// <param name="older">The version whose code shall run.</param>
/// <param name="newer">The version whose schema is there.</param>
internal sealed class MigrationComparison(MigrationTree older, MigrationTree newer)
{
    private readonly Squashes _squashes = new(older, newer);
    private readonly MigrationGraph _graph = new(newer);
    private readonly Dictionary<MigrationKey, MigrationChange> _added = [];

    /// <summary>The differences.</summary>
    /// <returns>The migrations and how those that were added can be un-applied.</returns>
    public (IReadOnlyList<MigrationChange> Changes, UnapplyPlan Unapply) Compare()
    {
        var added = newer.Migrations.Select(migration => migration.Key).Where(IsAdded).ToHashSet();
        Replay(added);
        foreach (var key in added.Where(key => !_added.ContainsKey(key)).Order(MigrationKey.Ordinal).ToList())
            _added[key] = Change(
                newer[key]!,
                MigrationChangeKind.Added,
                operation => Unreplayed(newer[key]!, operation)
            );

        var inOrder = _graph.Order.Concat(added.Order(MigrationKey.Ordinal)).Distinct().Where(_added.ContainsKey);
        List<MigrationChange> changes =
        [
            .. inOrder.Select(key => _added[key]),
            .. newer
                .Migrations.OrderBy(migration => migration.Key, MigrationKey.Ordinal)
                .Select(Edited)
                .OfType<MigrationChange>(),
            .. older
                .Migrations.OrderBy(migration => migration.Key, MigrationKey.Ordinal)
                .Select(Removed)
                .OfType<MigrationChange>(),
        ];
        return (changes, new UnapplyPlanner(newer, _graph, _squashes, _added).Plan());
    }

    private bool IsAdded(MigrationKey key)
    {
        if (_squashes.IsIn(older, key))
            return false;
        // The new ones among what a squash replaces speak for themselves while their files are there.
        var parts = _squashes.PartsOf(key);
        return parts.Count == 0 || parts.Any(part => !_squashes.IsIn(older, part) && !newer.Contains(part));
    }

    private void Replay(HashSet<MigrationKey> added)
    {
        var (state, schema) = (new ProjectState(), new DatabaseSchema());
        var steps = new OperationSteps(newer, state, schema);
        var comparison = new SchemaComparison(OldCode(), schema, (app, model) => state.Find(app, model) is not null);
        var effects = new NetEffects(comparison);
        var judged = new List<(Migration Migration, List<(OperationContext Context, int Number)> Operations)>();
        foreach (var key in _graph.Order)
        {
            var migration = newer[key]!;
            var isAdded = added.Contains(key);
            var operations = new List<(OperationContext, int)>();
            foreach (var context in migration.Source.Operations.SelectMany(each => steps.Apply(migration, each)))
            {
                if (isAdded)
                    operations.Add((context, effects.Note(context.Place, comparison.Expand(context))));
            }
            if (isAdded)
                judged.Add((migration, operations));
        }
        var conclusions = effects.Conclude();
        foreach (var (migration, operations) in judged)
            _added[migration.Key] = Change(
                migration,
                MigrationChangeKind.Added,
                [
                    .. operations.Select(each =>
                        Verdict(each.Context, Judge(each.Context, conclusions.GetValueOrDefault(each.Number)))
                    ),
                    .. PartlyKnown(migration),
                ]
            );
    }

    private OldCode OldCode()
    {
        var (state, schema) = (new ProjectState(), new DatabaseSchema());
        var steps = new OperationSteps(older, state, schema);
        foreach (var migration in new MigrationGraph(older).Order.Select(key => older[key]!))
        {
            foreach (var operation in migration.Source.Operations)
                _ = steps.Apply(migration, operation).Count();
        }
        return new(schema, state, older);
    }

    // What an operation leaves in the schema, and what no schema shows of it.
    private static Judgement Judge(OperationContext context, Judgement? effect)
    {
        var own = OperationRules.Judge(context);
        if (effect is null || own.Verdict > effect.Verdict)
            return own;
        var isSaid = effect.Verdict > Verdicts.Verdict.Clear || own.Reason.Length == 0;
        return own with
        {
            Verdict = effect.Verdict,
            Reason = isSaid ? effect.Reason : own.Reason,
            OnTheWay = effect.OnTheWay,
        };
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
            Left = !judgement.IsLeft ? Verdicts.Verdict.Clear
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
            $"It replaces {known[0]} too, which the older version has, together with migrations that are nowhere else.",
            null,
            Judgement.Unknown
        );

    private OperationVerdict Unreplayed(Migration migration, Operation operation) =>
        Verdict(
            Context(migration, operation, new()),
            Judgement.Investigate(
                "A squash replaces it of which other parts are missing.",
                Judgement.Unknown,
                reversible: null
            )
        );

    private MigrationChange? Edited(Migration migration)
    {
        if (older[migration.Key] is not { } before)
            return null;
        var differences = EditedMigration.Differences(before, migration);
        return differences.Count == 0
            ? null
            : Change(migration, MigrationChangeKind.Edited, [.. differences.Select(each => Edited(migration, each))]);
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

    private MigrationChange? Removed(Migration migration)
    {
        if (_squashes.IsIn(newer, migration.Key))
            return null;
        return Change(
            migration,
            MigrationChangeKind.Removed,
            operation =>
                Verdict(
                    new(operation, new(), migration.Key.App, older, migration.Path),
                    Judgement.Investigate(
                        "The older version expects it, and the newer one does not have it: whether it was applied must be looked up.",
                        Judgement.Unknown,
                        reversible: null
                    )
                )
        );
    }

    private static MigrationChange Change(
        Migration migration,
        MigrationChangeKind kind,
        Func<Operation, OperationVerdict> judge
    ) => Change(migration, kind, [.. migration.Source.Operations.Select(judge)]);

    // A migration that only merges is no obstacle, even where it was removed.
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
            operations
        );
}
