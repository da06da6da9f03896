using Migrations.Kept;
using Migrations.Locks;
using Migrations.Model;
using Migrations.Rules;
using Migrations.Rules.OlderCode;
using Migrations.Schema;
using Migrations.Verdicts;

namespace Migrations.Comparison;

/// <summary>Judges the migrations that only the newer version has, by their effects on the schema.</summary>
/// <param name="older">The version whose code will run.</param>
/// <param name="newer">The version whose schema is in the database.</param>
/// <param name="graph">The order of the newer version's migrations.</param>
/// <param name="kept">What older code knows, where earlier runs have kept it.</param>
internal sealed class AddedMigrations(MigrationTree older, MigrationTree newer, MigrationGraph graph, KeptOldCode kept)
{
    /// <summary>Replays the migrations of the newer version and judges some of them.</summary>
    /// <param name="added">The migrations to judge.</param>
    /// <returns>The judged migrations that run, in order, with their operations.</returns>
    public IEnumerable<(
        Migration Migration,
        IReadOnlyList<(OperationContext Context, Judgement Judgement, OperationLocks? Locks)> Operations
    )> Judge(IReadOnlySet<MigrationKey> added)
    {
        var old = kept.Of(older);
        var order = new ReplayOrder(older, newer, graph, added);
        var (state, schema) = order.IsContinued
            ? (old.State.Copy(), old.Schema.Copy())
            : (new ProjectState(), new DatabaseSchema());
        var steps = new OperationSteps(newer, state, schema);
        var comparison = new SchemaComparison(old, schema, (app, model) => state.Find(app, model) is not null);
        var effects = new NetEffects(comparison);
        var locking = new OperationLocking(schema, newer);
        var judged =
            new List<(
                Migration Migration,
                List<(OperationContext Context, int Number, OperationLocks? Locks)> Operations
            )>();
        var isSame = order.IsContinued || !order.AreFirst;
        foreach (var migration in order.Migrations)
        {
            if (!isSame && added.Contains(migration.Key))
            {
                new FormerIdentities(old.Schema, schema).Give();
                isSame = true;
            }
            var contexts = migration.Source.Operations.SelectMany(each => steps.Apply(migration, each));
            if (added.Contains(migration.Key))
                judged.Add(
                    (
                        migration,
                        [
                            .. contexts.Select(each =>
                                (each, effects.Note(comparison.Expand(each), each), locking.Of(each))
                            ),
                        ]
                    )
                );
            else
                _ = contexts.Count();
        }
        var conclusions = effects.Conclude();
        return judged.Select(each =>
            (
                each.Migration,
                (IReadOnlyList<(OperationContext, Judgement, OperationLocks?)>)
                    [
                        .. each.Operations.Select(operation =>
                            (
                                operation.Context,
                                Judge(operation.Context, conclusions.GetValueOrDefault(operation.Number)),
                                operation.Locks
                            )
                        ),
                    ]
            )
        );
    }

    // The effect that stays in the schema, and the effects that no schema shows.
    private static Judgement Judge(OperationContext context, Judgement? effect)
    {
        var own = OperationRules.Judge(context);
        if (effect is null || own.Verdict > effect.Verdict)
            return own;
        var isSaid = effect.Verdict > Verdict.Clear || own.Reason.Length == 0;
        return own with
        {
            Verdict = effect.Verdict,
            Reason = isSaid ? effect.Reason : own.Reason,
            OnTheWay = effect.OnTheWay,
            Meets = effect.Meets,
        };
    }
}
