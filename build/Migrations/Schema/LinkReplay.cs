using Migrations.Model;

namespace Migrations.Schema;

/// <summary>Keeps the tables of links that Django makes for many-to-many fields.</summary>
internal static class LinkReplay
{
    /// <summary>Creates the table of links of a field.</summary>
    public static void Create(SchemaStep step, ModelState model, string name, FieldDefinition field)
    {
        var names = SchemaNames.LinksOf(step.Label, model, name, field);
        var table = new SchemaTable(step.Schema.NewId("", names.Table), names.Table, $"{model.Name}.{name}")
        {
            IsLinks = true,
        };
        step.Schema.Set(table);
        step.Touch(ThingKind.Table, table.Id);
        var own = step.Schema.Named(SchemaNames.TableOf(step.Label, model));
        var isConstraint = field.Flag("db_constraint", unset: true) is not false;
        step.Set(
            table.Id,
            End(step, table, names.From, new(own?.Id ?? "", "", model.Name, own is not null, isConstraint, false))
        );
        var target = new ColumnReading(step, step.After).TargetOf(field, model.Name);
        step.Set(table.Id, End(step, table, names.To, target));
    }

    /// <summary>The tables of links of a model's own fields.</summary>
    public static IEnumerable<SchemaTable> Own(SchemaStep step, ProjectState state, string model) =>
        state.Find(step.App, model) is { } known
            ? known
                .Fields.Select(field => Of(step, step.App, known, field.Key, field.Value))
                .Select(names => names is null ? null : step.Schema.Named(names.Table))
                .OfType<SchemaTable>()
            : [];

    /// <summary>The table of links of a field. <see langword="null"/> when Django makes none for the field.</summary>
    public static LinkNames? Of(SchemaStep step, string app, ModelState model, string name, FieldState field) =>
        FieldDefinition.Of(field.Definition) is { HasLinks: true } definition
            ? SchemaNames.LinksOf(step.Tree.LabelOf(app), model, name, definition)
            : null;

    /// <summary>Gives tables of links and their columns the names that they have after the operation.</summary>
    public static void Follow(SchemaStep step)
    {
        var (oldName, newName) = (ProjectState.Lower(step.Operation.Text("old_name")), step.Operation.Text("new_name"));
        foreach (var (app, model) in step.Before.Models.ToList())
        {
            var isRenamed =
                step.Operation.Name == "RenameModel" && app == step.App && ProjectState.Lower(model.Name) == oldName;
            var isOwn =
                app == step.App && string.Equals(model.Name, step.ModelName, StringComparison.OrdinalIgnoreCase);
            if (model.HasNoTable || (!isOwn && step.Operation.Name != "RenameModel"))
                continue;
            if (step.After.Find(app, isRenamed ? newName : model.Name) is not { } later)
                continue;
            foreach (var (name, field) in model.Fields)
            {
                var nextName =
                    step.Operation.Name == "RenameField" && isOwn && name == step.Operation.Text("old_name")
                        ? newName
                        : name;
                if (
                    Of(step, app, model, name, field) is { } before
                    && later.Fields.GetValueOrDefault(nextName) is { } next
                    && Of(step, app, later, nextName, next) is { } after
                    && before != after
                )
                    Rename(step, before, after);
            }
        }
    }

    private static SchemaColumn End(SchemaStep step, SchemaTable table, string name, ForeignTarget target) =>
        new(step.Schema.NewId(table.Id, name), name, table.Owner) { IsNullable = false, Target = target };

    private static void Rename(SchemaStep step, LinkNames before, LinkNames after)
    {
        if (step.Schema.Named(before.Table) is not { } table)
            return;
        TableReplay.Rename(step, table, after.Table);
        foreach (var (old, next) in new[] { (before.From, after.From), (before.To, after.To) })
        {
            if (old != next && step.Schema[table.Id]!.Named(old) is { } column)
                step.Set(table.Id, column with { Name = next });
        }
    }
}
