using Migrations.Python.Evaluation;
using Migrations.Python.Values;
using Migrations.Schema.Sql;
using Migrations.Verdicts;

namespace Migrations.Locks;

/// <summary>
/// How long PostgreSQL takes to add a column with a default of the database. A default that is the same for all rows
/// stays in the catalogue (documentation, "Modifying Tables"). For any other the table is rewritten.
/// </summary>
internal static class DatabaseDefaults
{
    private const string Geographic = "django.contrib.gis.db.";

    // Django's expressions whose value differs from row to row. All others of Django are stable or immutable.
    private static readonly string[] Volatile = ["Random", "RandomUUID", "UUID4", "UUID7"];

    // Python computes the values of these modules while the migration runs, so the database gets a constant.
    private static readonly HashSet<string> Computed =
    [
        .. new[]
        {
            "datetime",
            "decimal",
            "uuid",
            "fractions",
            "ipaddress",
            "zoneinfo",
            "enum",
            "collections",
            "django",
        },
        .. new[] { "psycopg", "psycopg2", "pytz", "dateutil" },
    ];

    /// <summary>The time that the default takes.</summary>
    public static LockTime TimeOf(PythonValue value) =>
        value switch
        {
            CallValue call => TimeOf(call),
            // A name of the project is a constant of Python almost always: a setting, a member of an enumeration.
            ReferenceValue reference => IsExpression(reference.Path) ? LockTime.Unknown : LockTime.Brief,
            UnknownValue { IsOfFile: true } => LockTime.Brief,
            DefinitionValue or UnknownValue => LockTime.Unknown,
            _ => LockTime.Brief,
        };

    private static LockTime TimeOf(CallValue call)
    {
        if (call.Path.StartsWith(Evaluator.Operator, StringComparison.Ordinal))
            return Longest(call);
        if (!IsExpression(call.Path))
            return IsComputed(call.Path) ? LockTime.Brief : LockTime.Unknown;
        return call.Name switch
        {
            "Value" => LockTime.Brief,
            "RawSQL" => OfSql(call["sql"] ?? (call.Positional is [var first, ..] ? first : null), "", call),
            "Func" => call["template"] is null ? OfSql(call["function"], "()", call) : LockTime.Unknown,
            var name when Volatile.Contains(name) => LockTime.Rewrite,
            // The type of a result is no part of the expression.
            var name when name.EndsWith("Field", StringComparison.Ordinal) => LockTime.Brief,
            _ => Longest(call),
        };
    }

    // A function of the database that is not known counts as volatile, as it does in plain SQL.
    private static LockTime OfSql(PythonValue? sql, string brackets, CallValue call)
    {
        if (sql is not TextValue text)
            return LockTime.Unknown;
        var statements = SqlTokens.Statements($"default {text.Text}{brackets}");
        return statements.Any(SqlDefaults.IsVolatile) ? LockTime.Rewrite : Longest(call);
    }

    private static LockTime Longest(CallValue call) =>
        call
            .Positional.Concat(call.Keywords.Where(entry => entry.Key != "output_field").Select(entry => entry.Value))
            .Select(TimeOf)
            .DefaultIfEmpty(LockTime.Brief)
            .Max();

    private static bool IsExpression(string path) =>
        path.StartsWith(DjangoPaths.Models, StringComparison.Ordinal)
        || path.StartsWith(DjangoPaths.Postgres, StringComparison.Ordinal)
        || path.StartsWith(Geographic, StringComparison.Ordinal);

    // A name without a module is one of Python's own, such as int.
    private static bool IsComputed(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? path.Length > 0 : Computed.Contains(path[..dot]);
    }
}
