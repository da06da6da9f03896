using System.Collections.Immutable;
using Migrations.Python.Values;

namespace Migrations.Model;

/// <summary>Changes the models as an operation does (Django's <c>state_forwards</c>).</summary>
/// <param name="state">The models.</param>
/// <param name="app">The app of the migration.</param>
/// <param name="label">The label of that app.</param>
/// <param name="file">The migration's file. A doubt names it as its source.</param>
internal sealed class StateReplay(ProjectState state, string app, string label, string file)
{
    // Options that AlterModelOptions resets when it does not name them (Django, ALTER_OPTION_KEYS).
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
            if (!operation.IsAboutOrder)
                Doubt(operation);
            return;
        }
        if (!ApplyToModel(operation) && !ApplyToField(operation))
            ApplyNested(operation);
    }

    // An unknown operation changes the models that it names. Without names it may change any model of its app.
    private void Doubt(Operation operation)
    {
        var why = $"{file}:{operation.Line}";
        var named = NamedModels(state, app, operation);
        if (named.Count == 0)
            state.Doubt(app, why);
        foreach (var model in named)
            state.Doubt(app, model, why);
    }

    /// <summary>The models of an app that an operation names in its arguments.</summary>
    public static IReadOnlyList<string> NamedModels(ProjectState state, string app, Operation operation) =>
        operation.Source is CallValue call
            ?
            [
                .. call
                    .Positional.Concat(call.Keywords.Select(keyword => keyword.Value))
                    .OfType<TextValue>()
                    .Select(text => text.Text[(text.Text.LastIndexOf('.') + 1)..])
                    .Where(name => state.Find(app, name) is not null),
            ]
            : [];

    private bool ApplyToModel(Operation operation)
    {
        switch (operation.Name)
        {
            case "CreateModel":
                state.Set(app, new ModelReading($"{file}:{operation.Line}").Read(operation));
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
                Change(model, fields => fields.SetItem(name, Field(operation)));
                return true;
            case "RemoveField":
                Change(model, fields => fields.Remove(name));
                return true;
            case "RenameField":
                var (before, after) = (operation.Text("old_name"), operation.Text("new_name"));
                Change(model, fields => Rename(fields, before, after));
                RenameInOptions(model, before, after);
                return true;
            default:
                return false;
        }
    }

    private void ApplyNested(Operation operation)
    {
        if (operation.Name is not ("RunSQL" or "SeparateDatabaseAndState"))
            return;
        var inner = new StateReplay(state, app, label, file);
        foreach (var nested in OperationReader.ReadAll(operation["state_operations"]))
            inner.Apply(nested);
    }

    private static FieldState Field(Operation operation) =>
        new(operation["field"] ?? new UnknownValue("a field", "") { Line = operation.Line });

    private static ImmutableDictionary<string, FieldState> Rename(
        ImmutableDictionary<string, FieldState> fields,
        string before,
        string after
    ) => fields.TryGetValue(before, out var field) ? fields.Remove(before).SetItem(after, field) : fields;

    // Django, ProjectState.rename_field.
    private void RenameInOptions(string model, string before, string after)
    {
        if (state.Find(app, model) is not { } known)
            return;
        foreach (var option in new[] { "unique_together", "index_together" })
        {
            if (known.Options.TryGetValue(option, out var sets))
                known = known with { Options = known.Options.SetItem(option, Renamed(sets, before, after)) };
        }
        state.Set(app, known);
    }

    private static PythonValue Renamed(PythonValue value, string before, string after) =>
        value switch
        {
            TextValue text when text.Text == before => new TextValue(after) { Line = text.Line },
            SequenceValue set => new SequenceValue(
                set.Kind,
                [.. set.Items.Select(item => Renamed(item, before, after))]
            )
            {
                Line = set.Line,
            },
            CallValue call => new CallValue(
                call.Target,
                [.. call.Positional.Select(item => Renamed(item, before, after))],
                call.Keywords
            )
            {
                Line = call.Line,
            },
            _ => value,
        };

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
