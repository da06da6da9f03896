using Migrations.Rules;
using Migrations.Schema;
using Migrations.Verdicts;

namespace Migrations.Locks;

/// <summary>The locks of one of Django's operations, found from the changes of each table.</summary>
internal sealed class TableLocks(LockList locks, DatabaseSchema schema, OperationContext context)
{
    private string Operation => context.Operation.Name;

    /// <summary>Adds the locks for a change of a table.</summary>
    public void Add(TableChange change)
    {
        // A table that something else has made existed before, with the columns that were noted of it.
        var before = change.Before ?? (change.After is { IsAssumed: true } assumed ? Assumed(assumed) : null);
        if (before is null && change.After is { } made)
            Make(made);
        else if (before is not null && change.After is null)
            Drop(before);
        else if (before is not null && change.After is { } after)
            Change(before, after);
    }

    private static SchemaTable Assumed(SchemaTable table) =>
        table with
        {
            Columns = table.Columns.SetItems(table.Assumed),
        };

    private void Make(SchemaTable table)
    {
        foreach (var target in Targets(table))
        {
            locks.Lock(target, LockMode.ShareRowExclusive);
            locks.Advise(LockTime.Brief, SaferWays.ShortMigration);
        }
    }

    // Dropping a foreign key locks both of its tables.
    private void Drop(SchemaTable table)
    {
        locks.Lock(table.Id, LockMode.AccessExclusive);
        foreach (var target in Targets(table))
            locks.Lock(target, LockMode.AccessExclusive);
        foreach (var (pointing, _) in Pointing(table.Id))
            locks.Lock(pointing.Id, LockMode.AccessExclusive);
        locks.Advise(LockTime.Brief, SaferWays.Drop);
    }

    private void Change(SchemaTable before, SchemaTable after)
    {
        if (before.Name != after.Name)
            Rename(before, after);
        var isAltered = context.Altered is not null && !after.IsLinks;
        if (isAltered && context.Altered is var (old, next))
            new AlteredColumnLocks(locks, schema, after).Add(old, next);
        var columns = new ColumnLocks(locks, after);
        foreach (var column in after.Columns.Values)
        {
            if (!before.Columns.TryGetValue(column.Id, out var former))
                columns.Add(column);
            else if (!isAltered && former.Name != column.Name)
                columns.Rename(former);
            else if (!isAltered && !ReferenceEquals(former.Default, column.Default))
                locks.Lock(after.Id, LockMode.AccessExclusive);
        }
        foreach (var column in before.Columns.Values.Where(column => !after.Columns.ContainsKey(column.Id)))
            columns.Remove(column);
        new RuleLocks(locks, context).Add(before, after);
    }

    // RenameModel drops the foreign keys that point to the table and creates them again, which checks every row.
    private void Rename(SchemaTable before, SchemaTable after)
    {
        locks.Lock(after.Id, LockMode.AccessExclusive);
        locks.Advise(LockTime.Brief, SaferWays.RenameTable);
        if (Operation != "RenameModel" || before.IsLinks)
            return;
        foreach (var (table, _) in Pointing(after.Id))
        {
            locks.Lock(table.Id, LockMode.AccessExclusive);
            locks.Scan(table.Id);
            locks.Scan(after.Id);
            locks.Advise(LockTime.Scan, SaferWays.RenameTable);
        }
    }

    private IEnumerable<(SchemaTable Table, SchemaColumn Column)> Pointing(string id) =>
        from table in schema.PointingTo(id)
        from column in table.Columns.Values
        where column.Target is { IsConstraint: true } target && target.Table == id
        select (table, column);

    private static IEnumerable<string> Targets(SchemaTable table) =>
        table
            .Columns.Values.Where(column => column.Target is { IsConstraint: true })
            .Select(column => column.Target!.Table)
            .Where(target => target != table.Id)
            .Distinct();
}
