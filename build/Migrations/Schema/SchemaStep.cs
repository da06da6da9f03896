using Migrations.Model;

namespace Migrations.Schema;

/// <summary>
/// One operation on a database: the schema, the models before and after the operation, and what it has touched.
/// </summary>
/// <param name="Operation">The operation.</param>
/// <param name="Schema">The schema that the operation changes.</param>
/// <param name="Before">The models before the operation.</param>
/// <param name="After">The models after the operation.</param>
/// <param name="App">The app of the migration.</param>
/// <param name="Tree">The migrations of the version.</param>
/// <param name="File">The migration's file.</param>
internal sealed record SchemaStep(
    Operation Operation,
    DatabaseSchema Schema,
    ProjectState Before,
    ProjectState After,
    string App,
    MigrationTree Tree,
    string File
)
{
    private readonly List<SchemaThing> _touched = [];

    /// <summary>The things that the operation has touched, in order.</summary>
    public IReadOnlyList<SchemaThing> Touched => _touched;

    /// <summary>Whether the operation does something that the schema does not show.</summary>
    public bool IsUnread { get; set; }

    /// <summary>The column that <c>AlterField</c> changes, before and after.</summary>
    public (SchemaColumn Before, SchemaColumn After)? Altered { get; set; }

    /// <summary>The label of the migration's app.</summary>
    public string Label => Tree.LabelOf(App);

    /// <summary>File and line of the operation.</summary>
    public string Place => $"{File}:{Operation.Line}";

    /// <summary>The name of the operation's model.</summary>
    public string ModelName =>
        Operation.Text("model_name") is { Length: > 0 } name ? name
        : Operation.Name == "RenameModel" ? Operation.Text("old_name")
        : Operation.Text("name");

    /// <summary>Whether Django makes no table for the model.</summary>
    public bool IsWithoutTable => (Before.Find(App, ModelName) ?? After.Find(App, ModelName)) is { HasNoTable: true };

    /// <summary>The table of the operation's model. A table that no operation made existed before.</summary>
    public SchemaTable Table()
    {
        var model = Before.Find(App, ModelName);
        var name = model is null ? SchemaNames.UsualTable(Label, ModelName) : SchemaNames.TableOf(Label, model);
        return Schema.Named(name) ?? Assume(name, model?.Name ?? ModelName);
    }

    /// <summary>Notes a table that existed before, whatever made it.</summary>
    public SchemaTable Assume(string name, string owner)
    {
        var table = new SchemaTable(Schema.NewId("", name), name, owner) { IsAssumed = true };
        Schema.Set(table);
        return table;
    }

    /// <summary>The column of a field before the operation. A column that no operation made existed before.</summary>
    public SchemaColumn Column(SchemaTable table, string field)
    {
        var model = Before.Find(App, ModelName);
        var state = model?.Fields.GetValueOrDefault(field);
        var name = SchemaNames.ColumnOf(field, FieldDefinition.Of(state?.Definition)) ?? field;
        if (table.Named(name) is { } known)
            return known;
        var why =
            model?.Doubt is { } doubt ? $"{doubt} may have made it"
            : Before.DoubtOf(App) is { } appDoubt ? $"{appDoubt} may have made it"
            : "no earlier migration makes it";
        var column = new SchemaColumn(Schema.NewId(table.Id, name), name, $"{table.Owner}.{field}")
        {
            IsNullable = null,
            Doubt = why,
        };
        Schema.Set(
            table with
            {
                Columns = table.Columns.SetItem(column.Id, column),
                Assumed = table.Assumed.SetItem(column.Id, column),
            }
        );
        return column;
    }

    /// <summary>Notes a touched thing.</summary>
    public void Touch(ThingKind kind, string table, string item = "")
    {
        var thing = new SchemaThing(kind, table, item);
        if (!_touched.Contains(thing))
            _touched.Add(thing);
    }

    /// <summary>Sets a column.</summary>
    public void Set(string table, SchemaColumn column)
    {
        if (Schema[table] is not { } known)
            return;
        Schema.Set(known with { Columns = known.Columns.SetItem(column.Id, column with { Place = Place }) });
        Touch(ThingKind.Column, table, column.Id);
    }

    /// <summary>Drops a column, and the rules that it was part of.</summary>
    public void Drop(string table, string column)
    {
        if (Schema[table] is not { } known)
            return;
        var gone = known.Rules.Values.Where(rule => rule.Columns.Contains(column)).ToList();
        Schema.Set(
            known with
            {
                Columns = known.Columns.Remove(column),
                Rules = known.Rules.RemoveRange(gone.Select(rule => rule.Key)),
            }
        );
        Touch(ThingKind.Column, table, column);
        foreach (var rule in gone)
            Touch(ThingKind.Rule, table, rule.Key);
    }

    /// <summary>Notes a demand of a constraint, an index, a field or an option.</summary>
    public void Demand(string table, SchemaRule rule, string holder)
    {
        if (Schema[table] is not { } known)
            return;
        var before = known.Rules.GetValueOrDefault(rule.Key, rule);
        var demanded = before with { Holders = before.Holders.Add(holder) };
        Schema.Set(known with { Rules = known.Rules.SetItem(rule.Key, demanded) });
        Touch(ThingKind.Rule, table, rule.Key);
    }

    /// <summary>Notes that a holder has given up its demands.</summary>
    public void Release(string table, string holder)
    {
        foreach (var rule in (Schema[table]?.Rules.Values ?? []).Where(rule => rule.Holders.Contains(holder)).ToList())
        {
            var known = Schema[table]!;
            var left = rule with { Holders = rule.Holders.Remove(holder) };
            var rules = left.Holders.Count == 0 ? known.Rules.Remove(rule.Key) : known.Rules.SetItem(rule.Key, left);
            Schema.Set(known with { Rules = rules });
            Touch(ThingKind.Rule, table, rule.Key);
        }
    }
}
