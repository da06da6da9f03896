using Migrations.Model;
using Migrations.Python.Values;
using Migrations.Schema;

namespace Migrations.Rules.OlderCode;

/// <summary>The tables and columns that models use.</summary>
internal sealed class KnownTables
{
    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    private readonly IReadOnlyDictionary<string, Lazy<IReadOnlySet<string>>> _columns;

    /// <summary>Creates the tables from their columns by the tables' names.</summary>
    public KnownTables(IReadOnlyDictionary<string, Lazy<IReadOnlySet<string>>> columns) => _columns = columns;

    /// <summary>The names of the tables.</summary>
    public IEnumerable<string> Names => _columns.Keys;

    /// <summary>Whether a model uses a table.</summary>
    public bool Contains(string table) => _columns.ContainsKey(table);

    /// <summary>The columns of a table that models use.</summary>
    public IReadOnlySet<string> ColumnsOf(string table) => _columns.GetValueOrDefault(table)?.Value ?? Nothing;

    /// <summary>Collects the tables and columns of all models.</summary>
    /// <param name="state">The models.</param>
    /// <param name="schema">The database that they expect.</param>
    /// <param name="tree">Their migrations.</param>
    public static KnownTables Of(ProjectState state, DatabaseSchema schema, MigrationTree tree)
    {
        var tables = new Dictionary<string, HashSet<string>>();
        foreach (var (app, model) in state.Models)
        {
            if (model.Options.GetValueOrDefault("proxy") is not ConstantValue { Name: "True" })
                Add(tables, schema, tree.LabelOf(app), model);
        }
        return new(tables.ToDictionary(entry => entry.Key, entry => new Lazy<IReadOnlySet<string>>(entry.Value)));
    }

    private static void Add(
        Dictionary<string, HashSet<string>> tables,
        DatabaseSchema schema,
        string label,
        ModelState model
    )
    {
        var name = SchemaNames.TableOf(label, model);
        var columns = Columns(tables, name);
        foreach (var (field, state) in model.Fields)
        {
            var definition = FieldDefinition.Of(state.Definition);
            if (definition is { HasLinks: true })
            {
                var links = SchemaNames.LinksOf(label, model, field, definition);
                Columns(tables, links.Table).UnionWith([links.From, links.To]);
            }
            else if (definition is not { HasColumn: false })
                columns.Add(SchemaNames.ColumnOf(field, definition) ?? field);
        }
        // Columns without a field of their own: the order of rows, the link to a parent, and unknown columns of a
        // model.
        foreach (var column in (schema.Named(name)?.Columns.Values ?? []).Where(column => IsImplied(column, model)))
            columns.Add(column.Name);
    }

    private static bool IsImplied(SchemaColumn column, ModelState model) =>
        model.Doubt is not null
        || column.Target is { IsParent: true }
        || (column.Field?.Name == "OrderWrt" && model.Options.ContainsKey("order_with_respect_to"));

    private static HashSet<string> Columns(Dictionary<string, HashSet<string>> tables, string table)
    {
        if (!tables.TryGetValue(table, out var columns))
            tables[table] = columns = [];
        return columns;
    }
}
