using Migrations.Model;
using Migrations.Python.Values;
using Migrations.Schema.Sql;
using Migrations.Verdicts;

namespace Migrations.Locks;

/// <summary>
/// Finds what Django or PostgreSQL refuses within a transaction ("cannot run inside a transaction block"; documentation
/// of each command).
/// </summary>
internal static class OperationTransaction
{
    /// <summary>Where an operation can run.</summary>
    public static TransactionUse Of(Operation operation) =>
        operation.Name switch
        {
            "AddIndexConcurrently" or "RemoveIndexConcurrently" => TransactionUse.Outside,
            "RunSQL" => Of(operation["sql"]),
            _ => TransactionUse.Any,
        };

    private static TransactionUse Of(PythonValue? sql) =>
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
