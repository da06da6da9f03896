using System.Text.Json.Nodes;
using Drill.Storage;

namespace Drill.Api;

/// <summary>One column of a Table.</summary>
internal sealed class TableColumn(string name, Func<Stored, DateTimeOffset, JsonNode?> cell)
{
    public TableColumn(string name, Func<Stored, JsonNode?> cell)
        : this(name, (found, _) => cell(found)) { }

    public string Type { get; init; } = "string";

    public string Format { get; init; } = "";

    /// <summary>Columns above 0 show only with <c>-o wide</c>.</summary>
    public int Priority { get; init; }

    public JsonNode? Cell(Stored found, DateTimeOffset now) => cell(found, now);

    public JsonObject Definition() =>
        new()
        {
            ["name"] = name,
            ["type"] = Type,
            ["format"] = Format,
            ["description"] = name,
            ["priority"] = Priority,
        };
}
