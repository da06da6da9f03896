using Migrations.Model;
using Migrations.Schema;

namespace Migrations.Rules;

/// <summary>Applies the operations of migrations to models and schema, one after another.</summary>
/// <param name="tree">The migrations of a version.</param>
/// <param name="state">The models.</param>
/// <param name="schema">The schema.</param>
internal sealed class OperationSteps(MigrationTree tree, ProjectState state, DatabaseSchema schema)
{
    /// <summary>The operation that contains other operations.</summary>
    public const string Nesting = "SeparateDatabaseAndState";

    private const int DeepestNesting = 20;

    /// <summary>
    /// Applies an operation: one step, or one step for each inner operation that changes the database.
    /// </summary>
    public IEnumerable<OperationContext> Apply(Migration migration, Operation operation) =>
        Apply(migration, operation, state, DeepestNesting);

    private IEnumerable<OperationContext> Apply(
        Migration migration,
        Operation operation,
        ProjectState models,
        int depth
    )
    {
        var before = models.Copy();
        var isNested = operation is { Name: Nesting, Doubt: null };
        if (isNested && depth == 0)
            operation = OperationReader.Unknown(operation.Source, "it is nested too deeply");
        else if (isNested)
        {
            var (count, isUnread) = (0, false);
            var inner = models.Copy();
            foreach (var nested in OperationReader.ReadAll(operation["database_operations"]))
            {
                count++;
                foreach (var step in Apply(migration, nested, inner, depth - 1))
                {
                    isUnread |= step.IsUnread || step.Operation.Name == "RunPython";
                    yield return step;
                }
            }
            Replay(migration, operation, models);
            SchemaReplay.Assume(Step(migration, operation, before, models) with { IsUnread = isUnread });
            if (count == 0)
                yield return Context(migration, operation, before);
            yield break;
        }
        Replay(migration, operation, models);
        var done = Step(migration, operation, before, models);
        schema.Watch();
        SchemaReplay.Apply(done);
        var changes = schema.Changes;
        if (operation.Name == "RunSQL")
            SchemaReplay.Assume(done);
        yield return Context(migration, operation, before) with
        {
            Touched = done.Touched,
            IsUnread = done.IsUnread,
            Changes = changes,
            Altered = done.Altered,
        };
    }

    private void Replay(Migration migration, Operation operation, ProjectState models) =>
        new StateReplay(models, migration.Key.App, tree.LabelOf(migration.Key.App), migration.Path).Apply(operation);

    private SchemaStep Step(Migration migration, Operation operation, ProjectState before, ProjectState after) =>
        new(operation, schema, before, after, migration.Key.App, tree, migration.Path);

    private OperationContext Context(Migration migration, Operation operation, ProjectState before) =>
        new(operation, before, migration.Key.App, tree, migration.Path);
}
