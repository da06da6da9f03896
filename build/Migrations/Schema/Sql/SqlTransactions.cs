using Migrations.Python.Values;
using Migrations.Verdicts;

namespace Migrations.Schema.Sql;

/// <summary>
/// Finds SQL that PostgreSQL refuses within a transaction ("cannot run inside a transaction block"; documentation of
/// each command).
/// </summary>
internal static class SqlTransactions
{
    /// <summary>Where the SQL of <c>RunSQL</c> can run.</summary>
    /// <param name="sql">The argument: a string, or a list of strings and of pairs with parameters.</param>
    public static TransactionUse Of(PythonValue? sql) =>
        SqlStatements
            .Texts(sql)
            .OfType<string>()
            .Select(SqlTokens.Statements)
            .Where(statements => statements.Any(IsRefused))
            // Django sends a string as a whole, and PostgreSQL runs its statements in one transaction.
            .Select(statements => statements.Count > 1 ? TransactionUse.Impossible : TransactionUse.Outside)
            .DefaultIfEmpty(TransactionUse.Any)
            .Max();

    private static bool IsRefused(IReadOnlyList<SqlToken> statement)
    {
        var cursor = new SqlCursor(statement);
        if (cursor.Take("create") || cursor.Take("drop"))
        {
            cursor.Take("unique");
            return cursor.Is("database") || cursor.Is("tablespace") || (cursor.Is("index") && IsConcurrent(cursor));
        }
        if (cursor.Take("alter"))
            return cursor.Is("system") || (cursor.Has("detach") && IsConcurrent(cursor));
        if (cursor.Take("reindex"))
            return cursor.Has("database") || cursor.Has("system") || cursor.Has("schema") || IsConcurrent(cursor);
        if (cursor.Take("cluster"))
            return cursor.AtEnd;
        return cursor.Is("vacuum") || cursor.Take("discard", "all");
    }

    private static bool IsConcurrent(SqlCursor cursor) => cursor.Has("concurrently");
}
