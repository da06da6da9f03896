using Migrations.Model;
using Migrations.Python.Values;
using Migrations.Rules;
using Migrations.Schema;
using Migrations.Verdicts;

namespace Migrations.Locks;

/// <summary>
/// Finds the locks that each operation of a change takes on PostgreSQL while it runs. The project has measured the
/// rules on PostgreSQL 15 and 18 with Django 3.2 to 6.1.
/// </summary>
/// <param name="schema">The schema. Each operation has just been applied to it.</param>
/// <param name="tree">The migrations of the newer version.</param>
internal sealed class OperationLocking(DatabaseSchema schema, MigrationTree tree)
{
    private readonly HashSet<string> _made = [];

    /// <summary>The locks of an operation, or <see langword="null"/> for none.</summary>
    public OperationLocks? Of(OperationContext context)
    {
        foreach (var change in context.Changes.Where(change => IsMade(change)))
            _made.Add(change.Id);
        var locks = new LockList(_made, id => NameOf(context, id));
        if (context.Operation.Doubt is not null)
            return null;
        switch (context.Operation.Name)
        {
            case "RunSQL":
                new SqlLocks(locks, schema).Add(context.Operation["sql"]);
                break;
            case "RunPython":
                Code(context, locks);
                break;
            case "RenameIndex":
                break;
            case "ValidateConstraint" when context.Changes is [{ } change, ..]:
                locks.Lock(change.Id, LockMode.ShareUpdateExclusive);
                locks.Scan(change.Id);
                break;
            case "AlterModelTableComment" when TableOf(context) is { } table:
                locks.Lock(table, LockMode.ShareUpdateExclusive);
                break;
            default:
                foreach (var change in context.Changes)
                    new TableLocks(locks, schema, context).Add(change);
                break;
        }
        return locks.Done();
    }

    private static bool IsMade(TableChange change) => change is { Before: null, After.IsAssumed: false };

    private string? TableOf(OperationContext context) =>
        context.Model is { HasNoTable: false } model ? SchemaNames.TableOf(tree.LabelOf(context.App), model) : null;

    // Code may use more than the models that it asks for, and it may read or write. Neither can be told.
    private void Code(OperationContext context, LockList locks)
    {
        if (context.Operation["code"] is not DefinitionValue { DoesNothing: false } code)
            return;
        foreach (var model in code.Models.Select(name => name.Split('.')))
        {
            var table = tree.AppsOf(model[0]).Select(app => context.State.Find(app, model[1])).OfType<ModelState>();
            var name = table.Select(state => SchemaNames.TableOf(model[0], state)).FirstOrDefault();
            locks.Lock(
                schema.Named(name ?? "")?.Id ?? name ?? SchemaNames.UsualTable(model[0], model[1]),
                LockMode.RowExclusive
            );
        }
        locks.TakeUnknown();
        locks.Advise(LockTime.Unknown, SaferWays.Rows);
    }

    private string NameOf(OperationContext context, string id) =>
        context.Changes.FirstOrDefault(change => change.Id == id)?.Before?.Name
        ?? schema[id]?.Name
        ?? (id.StartsWith("settings.", StringComparison.Ordinal) ? id : id.Replace('.', '_'));
}
