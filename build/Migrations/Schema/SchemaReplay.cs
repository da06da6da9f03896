using Migrations.Model;
using Migrations.Python.Values;

namespace Migrations.Schema;

/// <summary>Changes a schema as an operation changes the database (Django's <c>database_forwards</c>).</summary>
internal static class SchemaReplay
{
    private const string OrderColumn = "_order";

    /// <summary>Applies an operation.</summary>
    /// <returns>The things that the operation has touched.</returns>
    public static IReadOnlyList<SchemaThing> Apply(SchemaStep step)
    {
        if (step.Operation.Doubt is not null)
        {
            if (!step.Operation.IsAboutOrder)
                Doubt(step);
        }
        else if (step.Operation.Name == "RunSQL")
            SqlReplay.Apply(step);
        else if (step.ModelName.Length > 0 && !step.IsWithoutTable)
            Change(step);
        return step.Touched;
    }

    /// <summary>
    /// Notes the tables and fields of models that an operation adds or changes only in the state. Something else has
    /// made the tables.
    /// </summary>
    public static void Assume(SchemaStep step)
    {
        new StatedFields(step).Apply();
        foreach (var operation in OperationReader.ReadAll(step.Operation["state_operations"]))
        {
            if (operation.Name != "CreateModel" || step.After.Find(step.App, operation.Text("name")) is not { } model)
                continue;
            var name = SchemaNames.TableOf(step.Label, model);
            if (model.HasNoTable || step.Schema.Named(name) is not null)
                continue;
            var table = step.Assume(name, model.Name);
            var columns = TableReplay.Columns(step, table, model);
            step.Schema.Set(table with { Columns = columns, Assumed = columns });
        }
    }

    private static void Change(SchemaStep step)
    {
        switch (step.Operation.Name)
        {
            case "CreateModel":
                TableReplay.Create(step);
                break;
            case "DeleteModel":
                TableReplay.Delete(step);
                break;
            case "RenameModel":
                TableReplay.Rename(step);
                step.Touch(ThingKind.ContentType, step.App, ProjectState.Lower(step.ModelName));
                break;
            case "AlterModelTable":
                TableReplay.Rename(step);
                break;
            case "AlterOrderWithRespectTo":
                Order(step);
                break;
            case "AddField":
                FieldReplay.Add(step);
                break;
            case "AlterField":
                FieldReplay.Alter(step);
                break;
            case "RemoveField":
                FieldReplay.Remove(step);
                break;
            case "RenameField":
                FieldReplay.Rename(step);
                break;
            case "AddDefaultValue":
                FieldReplay.SetDefault(step);
                break;
            default:
                RuleReplay.Apply(step);
                break;
        }
    }

    private static void Order(SchemaStep step)
    {
        var table = step.Table();
        var column = table.Named(OrderColumn);
        if (step.Operation.IsNone("order_with_respect_to"))
            step.Drop(table.Id, (column ?? step.Column(table, OrderColumn)).Id);
        else if (column is null)
            step.Set(table.Id, Order(step, table));
    }

    /// <summary>The column in which Django keeps the order of rows. It must not be empty.</summary>
    public static SchemaColumn Order(SchemaStep step, SchemaTable table)
    {
        var definition = new CallValue(
            new ReferenceValue(DjangoPaths.Models + "OrderWrt") { Line = step.Operation.Line },
            [],
            []
        )
        {
            Line = step.Operation.Line,
        };
        return new(step.Schema.NewId(table.Id, OrderColumn), OrderColumn, $"{table.Owner}.{OrderColumn}")
        {
            Field = FieldDefinition.Of(definition),
            Stored = FieldDefinition.Of(definition),
            IsNullable = false,
        };
    }

    // An unknown operation may have changed any column of the models that it names. Without names it may have changed
    // any model of its app.
    private static void Doubt(SchemaStep step)
    {
        var named = StateReplay.NamedModels(step.Before, step.App, step.Operation);
        var models =
            named.Count > 0 ? named.Select(name => step.Before.Find(step.App, name)!) : step.Before.ModelsOf(step.App);
        foreach (var model in models)
        {
            if (step.Schema.Named(SchemaNames.TableOf(step.Label, model)) is not { } table)
                continue;
            var columns = table.Columns.Select(entry =>
                KeyValuePair.Create(entry.Key, entry.Value with { Doubt = $"{step.Place} may have changed it" })
            );
            step.Schema.Set(table with { Columns = table.Columns.SetItems(columns) });
        }
    }
}
