using Migrations.Schema;
using Migrations.Schema.Sql;
using Migrations.Verdicts;

namespace Migrations.Locks;

/// <summary>The locks of <c>ALTER TABLE</c> (PostgreSQL documentation of that command).</summary>
internal sealed class SqlTableLocks(SqlLocks sql, LockList locks, DatabaseSchema schema)
{
    private string _table = "";

    /// <summary>Adds the locks of a statement, starting behind its first two words.</summary>
    public void Add(SqlCursor cursor)
    {
        cursor.Take("if", "exists");
        cursor.Take("only");
        var name = cursor.TakeName();
        _table = sql.IdOf(name);
        do
        {
            Action(cursor);
            cursor.TakeRest();
        } while (cursor.Take(","));
    }

    private void Action(SqlCursor cursor)
    {
        if (cursor.Take("validate", "constraint"))
        {
            locks.Lock(_table, LockMode.ShareUpdateExclusive);
            locks.Scan(_table);
        }
        else if (cursor.Take("cluster") || cursor.Take("set", "(") || cursor.Take("reset", "("))
            locks.Lock(_table, LockMode.ShareUpdateExclusive);
        else if (cursor.Take("set", "unlogged") || cursor.Take("set", "logged"))
            Rewrite(SaferWays.QuietWindow);
        else if (cursor.Take("alter"))
            Column(cursor);
        else if (cursor.Take("add"))
            Added(cursor);
        else if (cursor.Take("drop"))
            Dropped(cursor);
        else
            Brief(cursor.Is("rename") ? SaferWays.RenameColumn : SaferWays.Brief);
    }

    private void Brief(string safer = SaferWays.Brief)
    {
        locks.Lock(_table, LockMode.AccessExclusive);
        locks.Advise(LockTime.Brief, safer);
    }

    private void Scan(string safer)
    {
        locks.Lock(_table, LockMode.AccessExclusive);
        locks.Scan(_table);
        locks.Advise(LockTime.Scan, safer);
    }

    private void Rewrite(string safer)
    {
        locks.Lock(_table, LockMode.AccessExclusive);
        locks.Rewrite(_table);
        locks.Advise(LockTime.Rewrite, safer);
    }

    private void Column(SqlCursor cursor)
    {
        cursor.Take("column");
        cursor.TakeName();
        if (cursor.Take("set", "statistics"))
            locks.Lock(_table, LockMode.ShareUpdateExclusive);
        else if (cursor.Take("set", "not", "null"))
            Scan(SaferWays.NotNull);
        // Only the database knows which types are stored alike.
        else if (cursor.Take("type") || cursor.Take("set", "data", "type"))
            Rewrite(SaferWays.Retype);
        else
            Brief();
    }

    private void Added(SqlCursor cursor)
    {
        if (cursor.Take("constraint"))
            cursor.TakeName();
        var isNotValid = cursor.Has("not") && cursor.Has("valid");
        if (cursor.Take("foreign") || (cursor.Has("foreign") && cursor.SkipTo("foreign")))
        {
            cursor.SkipTo("references");
            var target = sql.Lock(cursor.TakeName(), LockMode.ShareRowExclusive);
            locks.Lock(_table, LockMode.ShareRowExclusive);
            if (isNotValid)
                return;
            locks.Scan(_table);
            locks.Scan(target);
            locks.Advise(LockTime.Scan, SaferWays.ForeignKey);
        }
        else if (cursor.Is("check") || (cursor.Is("not") && isNotValid))
        {
            if (isNotValid)
                Brief();
            else
                Scan(SaferWays.Check);
        }
        else if (cursor.Is("unique") || cursor.Is("primary") || cursor.Is("exclude"))
        {
            if (cursor.Has("using") && cursor.Has("index"))
                Brief();
            else
                Scan(cursor.Is("exclude") ? SaferWays.Exclusion : SaferWays.Unique);
        }
        else
            NewColumn(cursor);
    }

    private void NewColumn(SqlCursor cursor)
    {
        Brief();
        cursor.Take("column");
        cursor.Take("if", "not", "exists");
        cursor.TakeName();
        var definition = cursor.Rest;
        if (SqlDefaults.IsGenerated(definition))
            Rewrite(SaferWays.Generated);
        else if (SqlDefaults.IsVolatile(definition))
            Rewrite(SaferWays.Volatile);
        if (cursor.Has("unique") || cursor.Has("primary"))
            Scan(SaferWays.Unique);
        if (cursor.Has("check"))
            Scan(SaferWays.Check);
        if (!cursor.Has("references"))
            return;
        var hasValues = cursor.Has("default");
        cursor.SkipTo("references");
        var target = sql.Lock(cursor.TakeName(), LockMode.ShareRowExclusive);
        if (!hasValues)
            return;
        Scan(SaferWays.ForeignKey);
        locks.Scan(target);
    }

    private void Dropped(SqlCursor cursor)
    {
        var isConstraint = cursor.Take("constraint");
        cursor.Take("column");
        cursor.Take("if", "exists");
        var name = cursor.TakeName();
        Brief(isConstraint ? SaferWays.Brief : SaferWays.Drop);
        var gone = isConstraint ? Keys() : Keys().Where(column => column.Name == name);
        // Dropping a foreign key locks both of its tables. The name of a constraint does not tell its tables.
        foreach (var column in gone)
            locks.Lock(column.Target!.Table, LockMode.AccessExclusive);
    }

    private IEnumerable<SchemaColumn> Keys() =>
        (schema[_table]?.Columns.Values ?? []).Where(column => column.Target is { IsConstraint: true });
}
