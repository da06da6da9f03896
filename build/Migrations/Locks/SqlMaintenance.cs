using Migrations.Schema.Sql;
using Migrations.Verdicts;

namespace Migrations.Locks;

/// <summary>The locks of SQL that maintains tables (PostgreSQL documentation of each command).</summary>
internal sealed class SqlMaintenance(SqlLocks sql, LockList locks)
{
    // Without a name the command goes through the whole database.
    private const string Everything = "every table";

    // The words of the older form, in any order; the newer form has brackets.
    private static readonly string[] Words = ["full", "freeze", "verbose", "analyze"];

    /// <summary>Adds the locks of a statement.</summary>
    /// <returns>Whether the statement is of this kind.</returns>
    public bool Add(SqlCursor cursor)
    {
        if (cursor.Take("vacuum"))
            Vacuum(cursor);
        else if (cursor.Take("analyze"))
        {
            Options(cursor);
            foreach (var table in Names(cursor))
                sql.Lock(table, LockMode.ShareUpdateExclusive);
        }
        else if (cursor.Take("truncate"))
        {
            foreach (var table in Tables(cursor))
                sql.Lock(table, LockMode.AccessExclusive);
            locks.Advise(LockTime.Brief, SaferWays.Rows);
        }
        else if (cursor.Take("lock"))
        {
            foreach (var table in Tables(cursor))
                sql.Lock(table, LockMode.AccessExclusive);
        }
        else if (cursor.Take("reindex"))
            Reindex(cursor);
        else if (cursor.Take("cluster"))
        {
            Options(cursor);
            Rewrite(cursor.TakeName());
        }
        else if (cursor.Take("refresh", "materialized", "view"))
            Refresh(cursor);
        else if (cursor.Take("comment", "on", "table"))
            sql.Lock(cursor.TakeName(), LockMode.ShareUpdateExclusive);
        else
            return cursor.Take("comment");
        return true;
    }

    private void Vacuum(SqlCursor cursor)
    {
        var isFull = Options(cursor).Contains("full");
        var tables = Names(cursor);
        foreach (var table in tables)
        {
            if (isFull)
                Rewrite(table);
            else
                sql.Lock(table, LockMode.ShareUpdateExclusive);
        }
        if (isFull && tables.Count == 0)
            Rewrite("");
    }

    private void Rewrite(string table)
    {
        locks.Rewrite(sql.Lock(table.Length > 0 ? table : Everything, LockMode.AccessExclusive));
        locks.Advise(LockTime.Rewrite, SaferWays.QuietWindow);
    }

    // Writers wait for the table, and readers for the index that is built anew.
    private void Reindex(SqlCursor cursor)
    {
        var isConcurrent = Options(cursor).Contains("concurrently");
        var isIndex = cursor.Take("index");
        var isTable = !isIndex && cursor.Take("table");
        if (!isIndex && !isTable && !cursor.Take("schema") && !cursor.Take("database"))
            cursor.Take("system");
        isConcurrent |= cursor.Take("concurrently");
        var name = cursor.TakeName();
        var table =
            isIndex ? sql.TableOfIndex(name)
            : isTable ? sql.IdOf(name)
            : Everything;
        if (isConcurrent)
            locks.Lock(table, LockMode.ShareUpdateExclusive);
        else
            locks.Lock(table, LockMode.Share, Blocked.Everything);
        locks.Scan(table);
        locks.Advise(LockTime.Scan, "REINDEX CONCURRENTLY, with atomic = False");
    }

    // Its query may read any number of tables. Concurrently, the view can be read, and nothing else writes it.
    private void Refresh(SqlCursor cursor)
    {
        var isConcurrent = cursor.Take("concurrently");
        sql.Lock(cursor.TakeName(), isConcurrent ? LockMode.ShareUpdateExclusive : LockMode.AccessExclusive);
        if (!cursor.Take("with", "no", "data"))
            locks.TakeUnknown();
        if (!isConcurrent)
            locks.Advise(LockTime.Unknown, "REFRESH MATERIALIZED VIEW CONCURRENTLY, which wants a unique index");
    }

    // "(FULL, VERBOSE off)" or "FULL VERBOSE". An option is on unless its value says otherwise.
    private static HashSet<string> Options(SqlCursor cursor)
    {
        if (cursor.TakeBrackets() is { } options)
            return
            [
                .. options
                    .Where(option => option.Count > 0 && !option.Skip(1).Any(IsOff))
                    .Select(option => option[0].Text),
            ];
        var taken = new HashSet<string>();
        while (Words.FirstOrDefault(word => cursor.Take(word)) is { } word)
            taken.Add(word);
        return taken;
    }

    private static bool IsOff(SqlToken value) => value.Text is "false" or "off" or "0";

    private static List<string> Tables(SqlCursor cursor)
    {
        cursor.Take("table");
        return Names(cursor);
    }

    // Columns in brackets may follow a name.
    private static List<string> Names(SqlCursor cursor)
    {
        var names = new List<string>();
        do
        {
            cursor.Take("only");
            if (cursor.TakeName() is { Length: > 0 } name)
                names.Add(name);
            cursor.TakeBrackets();
        } while (cursor.Take(","));
        return names;
    }
}
