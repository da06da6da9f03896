namespace Migrations.Schema.Sql;

/// <summary>
/// Finds columns whose values PostgreSQL computes for each row, so that it rewrites the table when it adds the column
/// (PostgreSQL documentation, "Notes" of <c>ALTER TABLE</c>; measured with version 15).
/// </summary>
internal static class SqlDefaults
{
    private static readonly string[] Serial =
    [
        .. new[] { "serial", "serial2", "serial4", "serial8", "smallserial", "bigserial" },
    ];

    // What ends the expression of a default.
    private static readonly string[] Next =
    [
        .. new[] { "not", "null", "check", "unique", "primary", "references", "generated", "constraint", "collate" },
    ];

    // Functions that answer the same for all rows of a statement, and types that have a length in brackets.
    private static readonly HashSet<string> Stable =
    [
        .. new[] { "now", "transaction_timestamp", "statement_timestamp", "current_timestamp", "localtimestamp" },
        .. new[] { "current_time", "localtime", "current_setting", "date_trunc", "timezone", "age", "make_date" },
        .. new[] { "make_interval", "make_timestamp", "make_timestamptz", "to_char", "to_date", "to_timestamp" },
        .. new[] { "to_json", "to_jsonb", "json_build_object", "jsonb_build_object", "json_build_array" },
        .. new[] { "jsonb_build_array", "lower", "upper", "concat", "concat_ws", "format", "md5", "repeat", "trim" },
        .. new[] { "coalesce", "nullif", "greatest", "least", "cast", "extract", "round", "abs", "array", "row" },
        .. new[] { "varchar", "varying", "char", "character", "bpchar", "numeric", "decimal", "bit", "float" },
        .. new[] { "timestamp", "timestamptz", "time", "timetz", "interval", "in", "and", "or" },
    ];

    /// <summary>
    /// Whether a new column's values are computed by its definition: by a sequence, or from other columns.
    /// </summary>
    /// <param name="definition">The definition, starting at the column's type.</param>
    public static bool IsGenerated(IReadOnlyList<SqlToken> definition) =>
        definition.Any(token => token.Is("stored") || token.Is("identity"))
        || (definition is [var type, ..] && Serial.Any(type.Is));

    /// <summary>
    /// Whether a new column's default may differ from row to row, as that of any function that is not known.
    /// </summary>
    /// <param name="definition">The definition, starting at the column's type.</param>
    public static bool IsVolatile(IReadOnlyList<SqlToken> definition)
    {
        var expression = definition
            .SkipWhile(token => !token.Is("default"))
            .Skip(1)
            .TakeWhile(token => !Next.Any(token.Is))
            .ToList();
        return expression
            .Zip(expression.Skip(1))
            .Any(pair => pair.First.IsName && pair.Second.Is("(") && !Stable.Contains(pair.First.Text));
    }
}
