using Migrations.Python.Values;

namespace Migrations.Schema;

/// <summary>Adds, changes, renames and drops columns as operations on fields do.</summary>
internal static class FieldReplay
{
    /// <summary>Adds a field.</summary>
    public static void Add(SchemaStep step)
    {
        var (table, name) = (step.Table(), step.Operation.Text("name"));
        var definition = step.Operation["field"];
        if (FieldDefinition.Of(definition) is { HasColumn: false } field)
        {
            if (field.HasLinks && step.After.Find(step.App, step.ModelName) is { } model)
                LinkReplay.Create(step, model, name, field);
            else if (field.HasLinks)
                LinkReplay.Create(step, new() { Name = step.ModelName }, name, field);
            return;
        }
        var id = step.Schema.NewId(table.Id, SchemaNames.ColumnOf(name, FieldDefinition.Of(definition)) ?? name);
        step.Set(table.Id, new ColumnReading(step, step.After).Read(id, table.Owner, name, definition));
        RuleReplay.OfField(step, table.Id, name, FieldDefinition.Of(definition));
    }

    /// <summary>Removes a field.</summary>
    public static void Remove(SchemaStep step)
    {
        var (table, name) = (step.Table(), step.Operation.Text("name"));
        if (FieldOf(step, name) is { HasColumn: false } field)
        {
            if (Links(step, name, field) is { } links)
                TableReplay.Drop(step, links);
            return;
        }
        var column = step.Column(table, name);
        step.Drop(table.Id, column.Id);
    }

    /// <summary>Renames a field.</summary>
    public static void Rename(SchemaStep step)
    {
        var (table, before, after) = (step.Table(), step.Operation.Text("old_name"), step.Operation.Text("new_name"));
        var field = FieldOf(step, before);
        if (field is { HasColumn: false })
        {
            LinkReplay.Follow(step);
            return;
        }
        var column = step.Column(table, before);
        var name = SchemaNames.ColumnOf(after, field) ?? column.Name;
        step.Set(table.Id, column with { Name = name, Owner = $"{table.Owner}.{after}" });
    }

    /// <summary>Changes a field.</summary>
    public static void Alter(SchemaStep step)
    {
        var (table, name) = (step.Table(), step.Operation.Text("name"));
        var (before, after) = (FieldOf(step, name), FieldDefinition.Of(step.Operation["field"]));
        if (before is { HasColumn: false } || after is { HasColumn: false })
        {
            AlterLinks(step, table, name, before, after);
            return;
        }
        var column = step.Column(table, name);
        var next = new ColumnReading(step, step.After).Read(column.Id, table.Owner, name, step.Operation["field"]);
        next = WithKept(column, next with { Default = next.Default ?? Kept(column, next), Place = step.Place });
        step.Altered = (column, next);
        step.Set(table.Id, next);
        step.Release(table.Id, RuleReplay.HolderOf(column.Id));
        RuleReplay.OfField(step, table.Id, name, after);
    }

    /// <summary>Sets the default of a column as the package django-add-default-value does.</summary>
    public static void SetDefault(SchemaStep step)
    {
        var table = step.Table();
        var column = step.Column(table, step.Operation.Text("name"));
        step.Set(table.Id, column with { Default = step.Operation["value"] });
    }

    // Django changes no type, sets no NULL and adds no key where the models say the same as before.
    private static SchemaColumn WithKept(SchemaColumn before, SchemaColumn after)
    {
        if (!StatedFields.HaveSameType(before.Field, after.Field))
            return after;
        var isWithoutKey =
            before is { Field: { } field, Target.IsConstraint: false }
            && field.Flag("db_constraint", unset: true) is not false;
        var isNullKept = before.IsStated && ValueText.AreEqual(before.Field?["null"], after.Field?["null"]);
        return after with
        {
            IsNullable = isNullKept ? before.IsNullable : after.IsNullable,
            Retyped = before.Retyped,
            IsStated = before.IsStated,
            Target = isWithoutKey && after.Target is { } target ? target with { IsConstraint = false } : after.Target,
        };
    }

    // A default that SQL has set stays, unless Django fills NULLs on the way and then drops the default.
    private static PythonValue? Kept(SchemaColumn before, SchemaColumn after) =>
        before.Field is null
        || before.Field.Has("db_default")
        || (before.IsNullable is true && after.IsNullable is false)
            ? null
            : before.Default;

    private static void AlterLinks(
        SchemaStep step,
        SchemaTable table,
        string name,
        FieldDefinition? before,
        FieldDefinition? after
    )
    {
        if (before is { HasLinks: true } && after is { HasLinks: true })
        {
            LinkReplay.Follow(step);
            return;
        }
        // Django refuses to change between links and a column, or to add or remove a through model.
        if (before is { HasLinks: true } && Links(step, name, before) is { } links)
            TableReplay.Drop(step, links);
        if (before is { HasColumn: true })
            step.Drop(table.Id, step.Column(table, name).Id);
        if (after is { HasLinks: true } && step.After.Find(step.App, step.ModelName) is { } model)
            LinkReplay.Create(step, model, name, after);
    }

    private static SchemaTable? Links(SchemaStep step, string name, FieldDefinition field) =>
        field.HasLinks && step.Before.Find(step.App, step.ModelName) is { } model
            ? step.Schema.Named(SchemaNames.LinksOf(step.Label, model, name, field).Table)
            : null;

    private static FieldDefinition? FieldOf(SchemaStep step, string name) =>
        FieldDefinition.Of(step.Before.Find(step.App, step.ModelName)?.Fields.GetValueOrDefault(name)?.Definition);
}
