using Migrations.Model;
using Migrations.Python.Values;
using Migrations.Schema;

namespace Migrations.Rules.OlderCode;

/// <summary>
/// What older code knows about the database: the tables and columns of its models, after its own migrations.
/// </summary>
internal sealed class OldCode
{
    private readonly Dictionary<string, HashSet<string>> _tables = [];
    private readonly HashSet<(string App, string Model)> _models = [];

    /// <summary>Collects the tables and columns of older code.</summary>
    /// <param name="schema">The database that older code expects.</param>
    /// <param name="state">The models of older code.</param>
    /// <param name="tree">The migrations of older code.</param>
    public OldCode(DatabaseSchema schema, ProjectState state, MigrationTree tree)
    {
        Schema = schema;
        foreach (var (app, model) in state.Models)
        {
            _models.Add((app, ProjectState.Lower(model.Name)));
            if (model.Options.GetValueOrDefault("proxy") is not ConstantValue { Name: "True" })
                Add(tree.LabelOf(app), model);
        }
    }

    /// <summary>The database that older code expects.</summary>
    public DatabaseSchema Schema { get; }

    /// <summary>Whether older code knows a table.</summary>
    public bool Knows(string table) => _tables.ContainsKey(table);

    /// <summary>Whether older code knows a column.</summary>
    public bool Knows(string table, string column) =>
        _tables.TryGetValue(table, out var columns) && columns.Contains(column);

    /// <summary>The columns of a table that older code knows.</summary>
    public IReadOnlyCollection<string> ColumnsOf(string table) =>
        _tables.TryGetValue(table, out var found) ? found : [];

    /// <summary>Whether older code has a model.</summary>
    public bool HasModel(string app, string model) => _models.Contains((app, model));

    private void Add(string label, ModelState model)
    {
        var name = SchemaNames.TableOf(label, model);
        var columns = Columns(name);
        foreach (var (field, state) in model.Fields)
        {
            var definition = FieldDefinition.Of(state.Definition);
            if (definition is { HasLinks: true })
            {
                var links = SchemaNames.LinksOf(label, model, field, definition);
                Columns(links.Table).UnionWith([links.From, links.To]);
            }
            else if (definition is not { HasColumn: false })
                columns.Add(SchemaNames.ColumnOf(field, definition) ?? field);
        }
        // Columns without a field of their own: the order of rows, the link to a parent, and unknown columns of a
        // model.
        foreach (var column in (Schema.Named(name)?.Columns.Values ?? []).Where(column => IsImplied(column, model)))
            columns.Add(column.Name);
    }

    private static bool IsImplied(SchemaColumn column, ModelState model) =>
        model.Doubt is not null
        || column.Target is { IsParent: true }
        || (column.Field?.Name == "OrderWrt" && model.Options.ContainsKey("order_with_respect_to"));

    private HashSet<string> Columns(string table)
    {
        if (!_tables.TryGetValue(table, out var columns))
            _tables[table] = columns = [];
        return columns;
    }
}
