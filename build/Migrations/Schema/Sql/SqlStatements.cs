using Migrations.Python.Values;

namespace Migrations.Schema.Sql;

/// <summary>
/// Reads the changes that plain SQL makes to a schema (PostgreSQL documentation, "SQL Commands"). Any other SQL is
/// <see cref="SqlChangeKind.Unknown"/>.
/// </summary>
internal static class SqlStatements
{
    private static readonly SqlChange Unknown = new(SqlChangeKind.Unknown);
    private static readonly SqlChange Nothing = new(SqlChangeKind.Nothing);

    private static readonly string[] Harmless =
    [
        "set",
        "reset",
        "comment",
        "analyze",
        "vacuum",
        "begin",
        "commit",
        "lock",
        "checkpoint",
        "grant",
        "reindex",
    ];

    // New objects do not disturb older code.
    private static readonly string[] New =
    [
        "extension",
        "schema",
        "sequence",
        "view",
        "function",
        "procedure",
        "type",
        "collation",
        "role",
        "domain",
        "statistics",
    ];

    /// <summary>
    /// The changes of <c>RunSQL</c>'s argument: a string, or a list of strings and of pairs with parameters.
    /// </summary>
    public static IReadOnlyList<SqlChange> Read(PythonValue? sql) =>
        sql switch
        {
            null or ConstantValue { Name: "None" } => [],
            ReferenceValue { Path: DjangoPaths.Migrations + "RunSQL.noop" } => [],
            TextValue text => Read(text.Text),
            CallValue { Path: "textwrap.dedent" or "inspect.cleandoc", Positional: [var inner] } => Read(inner),
            SequenceValue list => [.. list.Items.SelectMany(ReadItem)],
            _ => [Unknown],
        };

    /// <summary>The texts of <c>RunSQL</c>'s argument. <see langword="null"/> for a text that is not known.</summary>
    public static IEnumerable<string?> Texts(PythonValue? sql) =>
        sql switch
        {
            null or ConstantValue { Name: "None" } => [],
            ReferenceValue { Path: DjangoPaths.Migrations + "RunSQL.noop" } => [],
            TextValue text => [text.Text],
            CallValue { Path: "textwrap.dedent" or "inspect.cleandoc", Positional: [var inner] } => Texts(inner),
            SequenceValue list => list.Items.Select(item =>
                item switch
                {
                    TextValue text => text.Text,
                    SequenceValue { Items: [TextValue text, ..] } => text.Text,
                    _ => null,
                }
            ),
            _ => [null],
        };

    private static IReadOnlyList<SqlChange> ReadItem(PythonValue item) =>
        item switch
        {
            TextValue text => Read(text.Text),
            SequenceValue { Items: [TextValue text, ..] } => Read(text.Text),
            _ => [Unknown],
        };

    private static IReadOnlyList<SqlChange> Read(string sql) =>
        [.. SqlTokens.Statements(sql).SelectMany(statement => Read(new SqlCursor(statement)))];

    private static IReadOnlyList<SqlChange> Read(SqlCursor cursor)
    {
        if (Harmless.Any(word => cursor.Take(word)))
            return [Nothing];
        if (cursor.Take("alter", "index"))
            return [Nothing];
        if (cursor.Take("alter", "table"))
            return SqlTableChanges.Read(cursor);
        if (cursor.Take("drop", "table"))
            return Drop(cursor, name => new(SqlChangeKind.DropTable, name));
        if (cursor.Take("drop", "index"))
        {
            cursor.Take("concurrently");
            return Drop(cursor, name => new(SqlChangeKind.DropRule, Other: name));
        }
        return cursor.Take("create") ? Create(cursor) : [Unknown];
    }

    private static IReadOnlyList<SqlChange> Drop(SqlCursor cursor, Func<string, SqlChange> change)
    {
        cursor.Take("if", "exists");
        var changes = new List<SqlChange>();
        do
        {
            var name = cursor.TakeName();
            changes.Add(name.Length > 0 ? change(name) : Unknown);
        } while (cursor.Take(","));
        return changes;
    }

    private static IReadOnlyList<SqlChange> Create(SqlCursor cursor)
    {
        var isReplaced = cursor.Take("or", "replace");
        var isUnique = cursor.Take("unique");
        if (cursor.Take("index"))
            return [Index(cursor, isUnique)];
        if (cursor.Take("table"))
            return [Table(cursor)];
        cursor.Take("materialized");
        return !isReplaced && New.Any(word => cursor.Take(word)) ? [Nothing] : [Unknown];
    }

    private static SqlChange Table(SqlCursor cursor)
    {
        cursor.Take("if", "not", "exists");
        var name = cursor.TakeName();
        var body = cursor.TakeRest(stopsAtComma: false);
        if (name.Length == 0 || body.Count == 0 || !body[0].Is("("))
            return Unknown;
        var targets = body.Index()
            .Where(token => token.Item.Is("references"))
            .Select(token => new SqlCursor([.. body.Skip(token.Index + 1)]).TakeName());
        return new(SqlChangeKind.CreateTable, name) { Targets = [.. targets] };
    }

    private static SqlChange Index(SqlCursor cursor, bool isUnique)
    {
        cursor.Take("concurrently");
        cursor.Take("if", "not", "exists");
        var name = cursor.Is("on") ? "" : cursor.TakeName();
        if (!cursor.Take("on"))
            return Unknown;
        cursor.Take("only");
        var table = cursor.TakeName();
        var method = cursor.Take("using") ? cursor.TakeName() : "btree";
        if (cursor.TakeBrackets() is not { } parts)
            return Unknown;
        var isPlain = parts.All(part => part.Count > 0 && part[0].IsName && !part.Any(token => token.Is("(")));
        var rest = cursor.TakeRest(stopsAtComma: false);
        return new(isUnique ? SqlChangeKind.Unique : SqlChangeKind.Index, table, Other: $"index:{name}")
        {
            Columns = isPlain ? [.. parts.Select(part => part[0].Text)] : null,
            Text = string.Join(' ', rest.Select(token => token.Text)),
            StoresValues = method == "btree",
        };
    }
}
