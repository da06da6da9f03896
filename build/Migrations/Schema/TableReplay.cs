using System.Collections.Immutable;
using Migrations.Model;
using Migrations.Python.Syntax;
using Migrations.Python.Values;

namespace Migrations.Schema;

/// <summary>Creates, drops and renames tables as operations on models do.</summary>
internal static class TableReplay
{
    /// <summary>Creates the table of a new model, its constraints and its tables of links.</summary>
    public static void Create(SchemaStep step)
    {
        if (step.After.Find(step.App, step.ModelName) is not { } model)
            return;
        var name = SchemaNames.TableOf(step.Label, model);
        var table = new SchemaTable(step.Schema.NewId("", name), name, model.Name);
        step.Schema.Set(table);
        step.Touch(ThingKind.Table, table.Id);
        // The table is set first, so that a relation to the model itself finds it.
        foreach (var column in Columns(step, table, model).Values)
            step.Set(table.Id, column);
        foreach (var (field, state) in model.Fields)
        {
            var definition = FieldDefinition.Of(state.Definition);
            if (definition is { HasLinks: true })
                LinkReplay.Create(step, model, field, definition);
            else if (definition is { IsComposite: true })
                RuleReplay.OfKey(step, table.Id, field, definition);
            else if (definition is { HasColumn: true })
                RuleReplay.OfField(step, table.Id, field, definition);
        }
        RuleReplay.OfOptions(step, table.Id, model);
    }

    /// <summary>The columns of a model's fields.</summary>
    public static ImmutableDictionary<string, SchemaColumn> Columns(
        SchemaStep step,
        SchemaTable table,
        ModelState model
    )
    {
        var columns = ImmutableDictionary.CreateBuilder<string, SchemaColumn>();
        var reading = new ColumnReading(step, step.After);
        foreach (var (name, state) in model.Fields)
        {
            var definition = FieldDefinition.Of(state.Definition);
            if (definition is { HasColumn: false })
                continue;
            var id = step.Schema.NewId(table.Id, SchemaNames.ColumnOf(name, definition) ?? name);
            columns[id] = reading.Read(id, model.Name, name, state.Definition);
        }
        if (model.Options.GetValueOrDefault("order_with_respect_to") is not (null or ConstantValue))
        {
            var order = SchemaReplay.Order(step, table);
            columns[order.Id] = order;
        }
        foreach (var parent in ParentsOf(step))
        {
            if (columns.Values.Any(column => column.Target is { IsParent: true }))
                break;
            var id = step.Schema.NewId(table.Id, $"{ProjectState.Lower(parent.Display)}_ptr_id");
            columns[id] = new(id, id, model.Name) { IsNullable = false, Target = parent };
        }
        return columns.ToImmutable();
    }

    /// <summary>Drops the table of a model and its tables of links.</summary>
    public static void Delete(SchemaStep step)
    {
        var table = step.Table();
        foreach (var links in LinkReplay.Own(step, step.Before, step.ModelName))
            Drop(step, links);
        Drop(step, table);
    }

    /// <summary>Drops a table.</summary>
    public static void Drop(SchemaStep step, SchemaTable table)
    {
        step.Schema.Drop(table.Id);
        step.Touch(ThingKind.Table, table.Id);
    }

    /// <summary>
    /// Gives a model's table the name that it has after the operation. Its tables of links get new names also.
    /// </summary>
    public static void Rename(SchemaStep step)
    {
        var table = step.Table();
        var model = step.After.Find(
            step.App,
            step.Operation.Name == "RenameModel" ? step.Operation.Text("new_name") : step.ModelName
        );
        var given = step.Operation.Text("table");
        var name =
            model is not null ? SchemaNames.TableOf(step.Label, model)
            : step.Operation.Name == "RenameModel" ? SchemaNames.UsualTable(step.Label, step.Operation.Text("new_name"))
            : given.Length > 0 ? given
            : SchemaNames.UsualTable(step.Label, step.ModelName);
        Rename(step, table, name);
        LinkReplay.Follow(step);
    }

    /// <summary>Gives a table another name.</summary>
    public static void Rename(SchemaStep step, SchemaTable table, string name)
    {
        if (table.Name == name)
            return;
        step.Schema.Set(table with { Name = name });
        step.Touch(ThingKind.Table, table.Id);
    }

    // Multi-table inheritance: a base that is a string, "app.Model", is a model. Mixins and abstract classes are
    // references.
    private static IEnumerable<ForeignTarget> ParentsOf(SchemaStep step)
    {
        if (step.Operation["bases"] is not SequenceValue { Kind: CollectionKind.Tuple or CollectionKind.List } bases)
            yield break;
        var reading = new ColumnReading(step, step.After);
        foreach (var parent in bases.Items.OfType<TextValue>())
        {
            var reference = ModelReference.Of(parent);
            var table = reading.Find(reference, step.ModelName) is var (app, model)
                ? step.Schema.Named(SchemaNames.TableOf(step.Tree.LabelOf(app), model))
                : null;
            yield return new(table?.Id ?? reference.Display, "", reference.Display, table is not null, true, true);
        }
    }
}
