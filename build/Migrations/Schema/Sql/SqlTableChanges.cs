namespace Migrations.Schema.Sql;

/// <summary>Reads <c>ALTER TABLE</c> (PostgreSQL documentation of that command).</summary>
internal static class SqlTableChanges
{
    /// <summary>The changes of one statement, starting behind its first two words.</summary>
    public static IReadOnlyList<SqlChange> Read(SqlCursor cursor)
    {
        cursor.Take("if", "exists");
        cursor.Take("only");
        var table = cursor.TakeName();
        cursor.Take("*");
        if (table.Length == 0)
            return [new(SqlChangeKind.Unknown)];
        var changes = new List<SqlChange>();
        do
        {
            changes.AddRange(Action(cursor, table));
            cursor.TakeRest();
        } while (cursor.Take(","));
        return changes;
    }

    private static IReadOnlyList<SqlChange> Action(SqlCursor cursor, string table)
    {
        if (cursor.Take("rename"))
            return [Rename(cursor, table)];
        if (cursor.Take("set", "schema"))
            return [new(SqlChangeKind.RenameTable, table)];
        if (cursor.Take("drop"))
            return [Drop(cursor, table)];
        if (cursor.Take("alter"))
            return [Alter(cursor, table)];
        if (cursor.Take("add"))
            return Add(cursor, table);
        if (cursor.Take("validate", "constraint") || cursor.Take("owner") || cursor.Take("cluster"))
            return [new(SqlChangeKind.Nothing)];
        return [new(SqlChangeKind.Unknown, table)];
    }

    private static SqlChange Rename(SqlCursor cursor, string table)
    {
        if (cursor.Take("to"))
            return new(SqlChangeKind.RenameTable, table, Other: cursor.TakeName());
        if (cursor.Take("constraint"))
            return new(SqlChangeKind.Nothing);
        cursor.Take("column");
        var column = cursor.TakeName();
        return cursor.Take("to")
            ? new(SqlChangeKind.RenameColumn, table, column, cursor.TakeName())
            : new(SqlChangeKind.Unknown, table);
    }

    private static SqlChange Drop(SqlCursor cursor, string table)
    {
        var kind = cursor.Take("constraint") ? SqlChangeKind.DropRule : SqlChangeKind.DropColumn;
        cursor.Take("column");
        cursor.Take("if", "exists");
        var name = cursor.TakeName();
        return kind == SqlChangeKind.DropRule ? new(kind, table, Other: name) : new(kind, table, name);
    }

    private static SqlChange Alter(SqlCursor cursor, string table)
    {
        if (cursor.Take("constraint"))
            return new(SqlChangeKind.Nothing);
        cursor.Take("column");
        var column = cursor.TakeName();
        if (cursor.Take("set", "default"))
            return new(SqlChangeKind.SetDefault, table, column) { Text = Text(cursor.TakeRest()) };
        if (cursor.Take("drop", "default"))
            return new(SqlChangeKind.DropDefault, table, column);
        if (cursor.Take("set", "not", "null"))
            return new(SqlChangeKind.SetNotNull, table, column);
        if (cursor.Take("drop", "not", "null"))
            return new(SqlChangeKind.DropNotNull, table, column);
        if (cursor.Take("type") || cursor.Take("set", "data", "type"))
            return new(SqlChangeKind.Retype, table, column);
        return cursor.Take("set", "statistics") || cursor.Take("set", "storage")
            ? new(SqlChangeKind.Nothing)
            : new(SqlChangeKind.Unknown, table, column);
    }

    private static IReadOnlyList<SqlChange> Add(SqlCursor cursor, string table)
    {
        var name = cursor.Take("constraint") ? cursor.TakeName() : "";
        if (cursor.Take("unique"))
            return [Unique(cursor, table, name)];
        if (cursor.Take("check"))
        {
            var condition = Text(cursor.TakeRest());
            return [new(SqlChangeKind.Check, table, Other: $"constraint:{name}") { Text = condition }];
        }
        if (name.Length > 0 || cursor.Is("foreign") || cursor.Is("primary") || cursor.Is("exclude"))
            return [new(SqlChangeKind.Unknown, table)];
        cursor.Take("column");
        cursor.Take("if", "not", "exists");
        return Column(table, cursor.TakeName(), cursor.TakeRest());
    }

    private static SqlChange Unique(SqlCursor cursor, string table, string name)
    {
        // "UNIQUE USING INDEX i" makes a constraint from an index that is unique already.
        if (cursor.Is("using"))
            return new(SqlChangeKind.Nothing);
        cursor.Take("nulls", "not", "distinct");
        return new(SqlChangeKind.Unique, table, Other: $"constraint:{name}")
        {
            Columns = cursor.TakeBrackets()?.Where(part => part.Count > 0).Select(part => part[0].Text).ToList(),
        };
    }

    private static IReadOnlyList<SqlChange> Column(string table, string column, IReadOnlyList<SqlToken> definition)
    {
        if (column.Length == 0)
            return [new(SqlChangeKind.Unknown, table)];
        var text = Text(definition);
        bool Has(string word) => definition.Any(token => token.Is(word));
        if (Has("generated") || Has("check") || Has("serial") || Has("bigserial"))
            return [new(SqlChangeKind.Unknown, table)];
        var references = definition.Index().Where(token => token.Item.Is("references")).Select(token => token.Index);
        List<SqlChange> changes =
        [
            new(SqlChangeKind.AddColumn, table, column)
            {
                IsNullable =
                    !text.Contains("not null", StringComparison.Ordinal)
                    && !text.Contains("primary key", StringComparison.Ordinal),
                Text = Has("default") && !text.Contains("default null", StringComparison.Ordinal) ? text : "",
                Targets = [.. references.Select(index => new SqlCursor([.. definition.Skip(index + 1)]).TakeName())],
            },
        ];
        if (Has("unique"))
            changes.Add(new(SqlChangeKind.Unique, table, Other: "constraint:") { Columns = [column] });
        return changes;
    }

    private static string Text(IReadOnlyList<SqlToken> tokens) =>
        string.Join(' ', tokens.Select(token => token.Kind == SqlTokenKind.Literal ? $"'{token.Text}'" : token.Text));
}
