using System.Collections.Immutable;
using Migrations.Python.Values;

namespace Migrations.Model;

/// <summary>Changes the models as an operation does (Django's <c>state_forwards</c>).</summary>
/// <param name="state">The models.</param>
/// <param name="app">The app of the migration.</param>
/// <param name="label">The label of that app.</param>
/// <param name="isNew">Whether the older code does not know what the operation makes.</param>
/// <param name="file">The migration's file, to tell where a doubt comes from.</param>
internal sealed class StateReplay(ProjectState state, string app, string label, bool isNew, string file)
{
    // What AlterModelOptions resets when it does not name it (Django, ALTER_OPTION_KEYS).
    private static readonly string[] Alterable =
    [
        .. new[] { "base_manager_name", "default_manager_name", "default_related_name", "get_latest_by", "managed" },
        .. new[] { "ordering", "permissions", "default_permissions", "select_on_save", "verbose_name" },
        "verbose_name_plural",
    ];

    /// <summary>Applies an operation.</summary>
    public void Apply(Operation operation)
    {
        if (operation.Doubt is not null)
        {
            state.Doubt(app, $"{file}:{operation.Line}");
            return;
        }
        if (!ApplyToModel(operation) && !ApplyToField(operation))
            ApplyNested(operation);
    }

    private bool ApplyToModel(Operation operation)
    {
        switch (operation.Name)
        {
            case "CreateModel":
                state.Set(app, new ModelReading($"{file}:{operation.Line}").Read(operation, isNew));
                return true;
            case "DeleteModel":
                state.Remove(app, operation.Text("name"));
                return true;
            case "RenameModel":
                new ModelRenaming(state, app, label).Rename(operation.Text("old_name"), operation.Text("new_name"));
                return true;
            case "AlterModelTable":
                SetOption(operation, "db_table", "table");
                return true;
            case "AlterUniqueTogether" or "AlterIndexTogether" or "AlterOrderWithRespectTo":
                var option = operation.Name switch
                {
                    "AlterUniqueTogether" => "unique_together",
                    "AlterIndexTogether" => "index_together",
                    _ => "order_with_respect_to",
                };
                SetOption(operation, option, option);
                return true;
            case "AlterModelOptions":
                AlterOptions(operation);
                return true;
            default:
                return false;
        }
    }

    private bool ApplyToField(Operation operation)
    {
        var (model, name) = (operation.Text("model_name"), operation.Text("name"));
        switch (operation.Name)
        {
            case "AddField" or "AlterField":
                Change(model, fields => fields.SetItem(name, Field(operation, fields.GetValueOrDefault(name))));
                return true;
            case "RemoveField":
                Change(model, fields => fields.Remove(name));
                return true;
            case "RenameField":
                var (before, after) = (operation.Text("old_name"), operation.Text("new_name"));
                Change(model, fields => Rename(fields, before, after));
                return true;
            default:
                return false;
        }
    }

    // What changes the state alone leaves the tables as they are, and the older code may know those.
    private void ApplyNested(Operation operation)
    {
        if (operation.Name is not ("RunSQL" or "SeparateDatabaseAndState"))
            return;
        var inner = new StateReplay(state, app, label, isNew: false, file);
        foreach (var nested in OperationReader.ReadAll(operation["state_operations"]))
            inner.Apply(nested);
    }

    private FieldState Field(Operation operation, FieldState? before)
    {
        var definition = operation["field"] ?? new UnknownValue("a field", "") { Line = operation.Line };
        var isNewField = operation.Name == "AddField" ? isNew : before?.IsNew ?? false;
        return new(definition, isNewField);
    }

    private static ImmutableDictionary<string, FieldState> Rename(
        ImmutableDictionary<string, FieldState> fields,
        string before,
        string after
    ) => fields.TryGetValue(before, out var field) ? fields.Remove(before).SetItem(after, field) : fields;

    private void AlterOptions(Operation operation)
    {
        if (state.Find(app, operation.Text("name")) is not { } model)
            return;
        var options = model.Options.RemoveRange(Alterable);
        if (operation["options"] is MappingValue mapping)
            options = options.SetItems(ModelReading.Entries(mapping));
        state.Set(app, model with { Options = options });
    }

    private void SetOption(Operation operation, string option, string argument)
    {
        if (state.Find(app, operation.Text("name")) is not { } model)
            return;
        var options = operation.IsNone(argument)
            ? model.Options.Remove(option)
            : model.Options.SetItem(option, operation[argument]!);
        state.Set(app, model with { Options = options });
    }

    private void Change(
        string model,
        Func<ImmutableDictionary<string, FieldState>, ImmutableDictionary<string, FieldState>> change
    )
    {
        if (state.Find(app, model) is { } known)
            state.Set(app, known with { Fields = change(known.Fields) });
    }
}
