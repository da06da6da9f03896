using System.Text.Json;
using System.Text.Json.Nodes;

namespace Releases.Schemas;

/// <summary>How many rows a table has, as the database estimates.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Rows">
/// The number of rows. <see langword="null"/> where the database has no such table, or has not counted its rows.
/// </param>
public sealed record TableRows(string Table, long? Rows);

/// <summary>The answer of a region's database to how many rows tables have.</summary>
/// <param name="Vendor">Django's name of the database; only <c>postgresql</c> estimates rows.</param>
/// <param name="Tables">The tables that were asked for, in order.</param>
internal sealed record AskedRows(string Vendor, IReadOnlyList<TableRows> Tables)
{
    /// <summary>Whether the database is PostgreSQL.</summary>
    public bool IsPostgreSql => Vendor == "postgresql";

    /// <summary>Reads the answer. <see langword="null"/> when the log has none.</summary>
    /// <param name="lines">The log of the question.</param>
    /// <param name="tables">The tables that were asked for.</param>
    public static AskedRows? Read(IReadOnlyList<string> lines, IReadOnlyList<string> tables)
    {
        var line = lines.LastOrDefault(each => each.StartsWith(DatabaseQuestion.RowsLine, StringComparison.Ordinal));
        if (line is null)
            return null;
        try
        {
            if (
                JsonNode.Parse(line[DatabaseQuestion.RowsLine.Length..]) is not JsonObject answer
                || answer["vendor"] is not JsonValue name
                || !name.TryGetValue<string>(out var vendor)
            )
                return null;
            return new(
                vendor,
                [.. tables.Select(table => new TableRows(table, Count(answer["rows"] as JsonObject, table)))]
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? Count(JsonObject? rows, string table) =>
        rows?[table] is JsonValue value && value.TryGetValue<long>(out var count) && count >= 0 ? count : null;
}
