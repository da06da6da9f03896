using Migrations.Schema;
using Migrations.Verdicts;

namespace Migrations.Locks;

/// <summary>The locks of columns that are added, removed or renamed.</summary>
internal sealed class ColumnLocks(LockList locks, SchemaTable table)
{
    /// <summary>Adds the locks of a new column.</summary>
    public void Add(SchemaColumn column)
    {
        locks.Lock(table.Id, LockMode.AccessExclusive);
        locks.Advise(LockTime.Brief, SaferWays.Brief);
        if (column.Field is { IsGenerated: true } generated)
        {
            if (generated.Flag("db_persist") is not false)
                Rewrite(SaferWays.Generated);
        }
        else if (column.Default is { } value)
            Default(DatabaseDefaults.TimeOf(value));
        if (IsPositive(column.Stored) && column.Target is null)
            Scan(SaferWays.PositiveColumn);
        if (column.Target is not { IsConstraint: true } target)
            return;
        locks.Lock(target.Table, LockMode.ShareRowExclusive);
        if (column.IsNullable is true && column.Default is null && column.Field?.Has("default") is not true)
            return;
        Scan(SaferWays.ForeignKey);
        locks.Scan(target.Table);
    }

    /// <summary>Adds the locks of a removed column.</summary>
    public void Remove(SchemaColumn column)
    {
        locks.Lock(table.Id, LockMode.AccessExclusive);
        locks.Advise(LockTime.Brief, SaferWays.Drop);
        if (column.Target is { IsConstraint: true } target)
            locks.Lock(target.Table, LockMode.AccessExclusive);
    }

    /// <summary>Adds the locks of a renamed column. Django creates its foreign key again.</summary>
    public void Rename(SchemaColumn column)
    {
        locks.Lock(table.Id, LockMode.AccessExclusive);
        locks.Advise(LockTime.Brief, SaferWays.RenameColumn);
        if (column.Target is not { IsConstraint: true } target)
            return;
        locks.Lock(target.Table, LockMode.AccessExclusive);
        Scan(SaferWays.RenameColumn);
        locks.Scan(target.Table);
    }

    /// <summary>Whether Django adds a check that numbers are not below zero.</summary>
    public static bool IsPositive(FieldDefinition? field) =>
        field is { IsDjango: true } && field.Name.StartsWith("Positive", StringComparison.Ordinal);

    private void Default(LockTime time)
    {
        if (time == LockTime.Rewrite)
            Rewrite(SaferWays.Volatile);
        else if (time == LockTime.Unknown)
        {
            locks.TakeUnknown();
            locks.Advise(LockTime.Unknown, SaferWays.Volatile);
        }
    }

    private void Scan(string safer)
    {
        locks.Scan(table.Id);
        locks.Advise(LockTime.Scan, safer);
    }

    private void Rewrite(string safer)
    {
        locks.Rewrite(table.Id);
        locks.Advise(LockTime.Rewrite, safer);
    }
}
