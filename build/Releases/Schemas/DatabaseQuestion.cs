using System.Text.Json;

namespace Releases.Schemas;

/// <summary>A command of <c>manage.py</c> that only reads a database.</summary>
/// <param name="Words">The words in place of <c>migrate</c>, for the alias of a database in Django's settings.</param>
/// <param name="Kept">The options of <c>migrate</c> that it takes also, each with its value.</param>
internal sealed record DatabaseQuestion(Func<string, IReadOnlyList<string>> Words, IReadOnlyList<string> Kept)
{
    /// <summary>The option of <c>migrate</c> that names a database.</summary>
    public const string Database = "--database";

    /// <summary>How the line begins that answers how many rows tables have.</summary>
    public const string RowsLine = "release-rows ";

    private static readonly string[] Settings = ["--settings", "--pythonpath"];

    /// <summary>Which migrations are applied. It reads two tables.</summary>
    public static DatabaseQuestion Migrations { get; } =
        new(static _ => ["showmigrations", "--plan", "--no-color"], [Database, .. Settings]);

    /// <summary>
    /// How many rows tables have, as PostgreSQL's planner estimates: no row is read, and no table is locked.
    /// </summary>
    /// <param name="tables">The names of the tables.</param>
    /// <remarks>
    /// <c>shell</c> runs the code with the connection of every Django from 2.2 on, so the image needs no client of the
    /// database. A read-only transaction and two time limits keep it harmless. <c>exec</c> runs it, where functions and
    /// comprehensions would not see its names.
    /// </remarks>
    public static DatabaseQuestion Rows(IReadOnlyList<string> tables) =>
        new(database => ["shell", "--verbosity=0", "-c", Code(tables, database)], Settings);

    // What stands in the code is Base64, so no name can end the text or be taken for a variable by Kubernetes.
    private static string Code(IReadOnlyList<string> tables, string database)
    {
        using var asked = new MemoryStream();
        using (var writer = new Utf8JsonWriter(asked))
        {
            writer.WriteStartObject();
            writer.WriteString("database", database);
            writer.WriteStartArray("tables");
            foreach (var table in tables)
                writer.WriteStringValue(table);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Python
            .Replace("ASKED", Convert.ToBase64String(asked.ToArray()), StringComparison.Ordinal)
            .Replace("LINE", RowsLine, StringComparison.Ordinal);
    }

    // reltuples is -1 for a table that was never counted (PostgreSQL documentation, "pg_class"), and 0 before
    // PostgreSQL 14, where a table without pages may also be empty.
    private const string Python = """
        import base64, json
        from django.db import connections, transaction
        asked = json.loads(base64.b64decode("ASKED").decode("utf-8"))
        connection = connections[asked["database"]]
        rows = {}
        if connection.vendor == "postgresql":
            with transaction.atomic(using=asked["database"]):
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION READ ONLY")
                    cursor.execute("SET LOCAL statement_timeout = 5000")
                    cursor.execute("SET LOCAL lock_timeout = 1000")
                    cursor.execute("SELECT relname, reltuples, relpages FROM pg_class WHERE relkind IN ('r', 'p') AND pg_table_is_visible(oid) AND relname = ANY(%s)", [asked["tables"]])
                    for name, count, pages in cursor.fetchall():
                        if count > 0 or (count == 0 and pages > 0):
                            rows[name] = int(count)
        print("LINE" + json.dumps({"vendor": connection.vendor, "rows": rows}))
        """;
}
