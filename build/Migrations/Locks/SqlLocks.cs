using Migrations.Python.Values;
using Migrations.Schema;
using Migrations.Schema.Sql;
using Migrations.Verdicts;

namespace Migrations.Locks;

/// <summary>The locks of plain SQL (PostgreSQL documentation, "Explicit Locking" and each command).</summary>
/// <param name="locks">Collects the locks.</param>
/// <param name="schema">The schema, for the tables that the SQL names.</param>
internal sealed class SqlLocks(LockList locks, DatabaseSchema schema)
{
    private static readonly string[] Quiet =
    [
        .. new[] { "set", "reset", "begin", "commit", "checkpoint", "grant", "revoke", "notify", "do", "call" },
    ];

    /// <summary>Adds the locks of SQL. The time of SQL that cannot be read counts as not known.</summary>
    public void Add(PythonValue? sql)
    {
        foreach (var text in SqlStatements.Texts(sql))
        {
            if (text is null)
                locks.TakeUnknown();
            else
                foreach (var statement in SqlTokens.Statements(text))
                    Statement(new SqlCursor(statement));
        }
    }

    /// <summary>Locks a table that SQL names.</summary>
    internal string Lock(string table, LockMode mode, Blocked? blocks = null)
    {
        var id = IdOf(table);
        locks.Lock(id, mode, blocks);
        return id;
    }

    /// <summary>The identity of a table that SQL names.</summary>
    internal string IdOf(string table) => schema.Named(table)?.Id ?? table;

    /// <summary>
    /// The identity of an index's table. Only the index's name tells it, where a migration made the index.
    /// </summary>
    internal string TableOfIndex(string index)
    {
        var holder = $"index:{index}";
        var table = schema.Tables.FirstOrDefault(each => each.Rules.Values.Any(rule => rule.Holders.Contains(holder)));
        return table?.Id ?? "the table of the index";
    }

    private void Statement(SqlCursor cursor)
    {
        if (cursor.Take("alter", "table"))
            new SqlTableLocks(this, locks, schema).Add(cursor);
        else if (cursor.Take("create"))
            Create(cursor);
        else if (cursor.Take("drop"))
            Drop(cursor);
        else if (!new SqlMaintenance(this, locks).Add(cursor) && !Rows(cursor) && !Quiet.Any(word => cursor.Take(word)))
            locks.TakeUnknown();
    }

    private void Create(SqlCursor cursor)
    {
        cursor.Take("or", "replace");
        var isUnique = cursor.Take("unique");
        if (cursor.Take("index"))
        {
            var isConcurrent = cursor.Take("concurrently");
            cursor.SkipTo("on");
            cursor.Take("only");
            var table = Lock(cursor.TakeName(), isConcurrent ? LockMode.ShareUpdateExclusive : LockMode.Share);
            locks.Scan(table);
            if (!isConcurrent)
                locks.Advise(LockTime.Scan, isUnique ? SaferWays.UniqueIndex : SaferWays.Index);
        }
        else if (cursor.Take("trigger") && cursor.SkipTo("on"))
            Lock(cursor.TakeName(), LockMode.ShareRowExclusive);
        else if (cursor.Take("table"))
        {
            while (cursor.SkipTo("references"))
                Lock(cursor.TakeName(), LockMode.ShareRowExclusive);
        }
        else
            View(cursor);
    }

    private void View(SqlCursor cursor)
    {
        var isMaterialized = cursor.Take("materialized");
        if (!cursor.Take("view"))
            return;
        while (cursor.SkipTo("from"))
        {
            var table = Lock(cursor.TakeName(), LockMode.AccessShare);
            if (isMaterialized)
                locks.Scan(table);
        }
    }

    private void Drop(SqlCursor cursor)
    {
        if (cursor.Take("table"))
        {
            cursor.Take("if", "exists");
            do
            {
                var table = Lock(cursor.TakeName(), LockMode.AccessExclusive);
                locks.Advise(LockTime.Brief, SaferWays.Drop);
                foreach (var column in schema[table]?.Columns.Values ?? [])
                {
                    if (column.Target is { IsConstraint: true } target)
                        locks.Lock(target.Table, LockMode.AccessExclusive);
                }
            } while (cursor.Take(","));
        }
        else if (cursor.Take("trigger") && cursor.SkipTo("on"))
            Lock(cursor.TakeName(), LockMode.AccessExclusive);
        else if (cursor.Take("index"))
            Index(cursor);
    }

    private void Index(SqlCursor cursor)
    {
        var isConcurrent = cursor.Take("concurrently");
        cursor.Take("if", "exists");
        var table = TableOfIndex(cursor.TakeName());
        if (!isConcurrent)
            locks.Lock(table, LockMode.AccessExclusive);
    }

    private bool Rows(SqlCursor cursor)
    {
        if (cursor.Take("update"))
            Written(cursor);
        else if (cursor.Take("delete", "from"))
            Written(cursor);
        else if (cursor.Take("insert", "into"))
        {
            var table = cursor.TakeName();
            Lock(table, LockMode.RowExclusive, Blocked.Nothing);
            while (cursor.SkipTo("from"))
                locks.Scan(Lock(cursor.TakeName(), LockMode.AccessShare));
        }
        else if (cursor.Take("select"))
        {
            var isLocking = cursor.Has("for") && cursor.Has("update");
            while (cursor.SkipTo("from"))
            {
                if (cursor.TakeName() is { Length: > 0 } table)
                    locks.Scan(Lock(table, isLocking ? LockMode.RowShare : LockMode.AccessShare));
            }
        }
        else
            return false;
        return true;
    }

    private void Written(SqlCursor cursor)
    {
        cursor.Take("only");
        var table = Lock(cursor.TakeName(), LockMode.RowExclusive);
        locks.Scan(table);
        locks.Advise(LockTime.Scan, SaferWays.Rows);
    }
}
