using Migrations.Model;
using Migrations.Python.Values;

namespace Migrations.Schema;

/// <summary>The table of links of a many-to-many field.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="From">The column that points to the model of the field.</param>
/// <param name="To">The column that points to the field's target.</param>
internal sealed record LinkNames(string Table, string From, string To);

/// <summary>
/// The names that Django gives to tables and columns (documentation, "Options.db_table", "db_column").
/// </summary>
internal static class SchemaNames
{
    /// <summary>The table of a model.</summary>
    public static string TableOf(string label, ModelState model) =>
        model.TextOption("db_table") is { Length: > 0 } table ? table.Trim('"') : UsualTable(label, model.Name);

    /// <summary>The table of a model that names no table.</summary>
    public static string UsualTable(string label, string model) => $"{label}_{ProjectState.Lower(model)}";

    /// <summary>The column of a field. <see langword="null"/> when only the running program knows it.</summary>
    public static string? ColumnOf(string name, FieldDefinition? field) =>
        field is null ? name
        : field.Has("db_column") ? (field["db_column"] as TextValue)?.Text
        : field.IsForeignKey ? $"{name}_id"
        : name;

    /// <summary>The table of links of a field (Django, <c>create_many_to_many_intermediary_model</c>).</summary>
    public static LinkNames LinksOf(string label, ModelState model, string name, FieldDefinition field)
    {
        var table = field["db_table"] is TextValue { Text.Length: > 0 } own
            ? own.Text.Trim('"')
            : $"{TableOf(label, model)}_{name}";
        var from = ProjectState.Lower(model.Name);
        var target = ModelReference.Of(field["to"]);
        var to =
            target.Name.Length > 0 ? ProjectState.Lower(target.Name)
            : target.Setting == "settings.AUTH_USER_MODEL" ? "user"
            : "target";
        return target.Name == "self" || to == from
            ? new(table, $"from_{from}_id", $"to_{from}_id")
            : new(table, $"{from}_id", $"{to}_id");
    }
}
