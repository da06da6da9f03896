using Migrations.Model;

namespace Migrations.Rules;

/// <summary>An operation and the models right before it.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="State">The models.</param>
/// <param name="App">The app of the migration.</param>
/// <param name="Tree">The migrations of the newer version.</param>
/// <param name="File">The migration's file.</param>
internal sealed record OperationContext(
    Operation Operation,
    ProjectState State,
    string App,
    MigrationTree Tree,
    string File
)
{
    /// <summary>The label of the migration's app.</summary>
    public string Label => Tree.LabelOf(App);

    /// <summary>The name of the model that the operation is about, as it is written.</summary>
    public string ModelName =>
        Operation.Text("model_name") is { Length: > 0 } name ? name
        : Operation.Text("old_name") is { Length: > 0 } old && Operation.Name == "RenameModel" ? old
        : Operation.Text("name");

    /// <summary>That model, or <see langword="null"/> when it is not known.</summary>
    public ModelState? Model => State.Find(App, ModelName);

    /// <summary>The name of the field that the operation is about.</summary>
    public string FieldName => Operation.Name == "RenameField" ? Operation.Text("old_name") : Operation.Text("name");

    /// <summary>That field, or <see langword="null"/> when it is not known.</summary>
    public FieldState? Field => Model?.Fields.GetValueOrDefault(FieldName);

    /// <summary>Whether the older code knows neither the model's table nor anything in it.</summary>
    public bool IsNewModel => Model is { IsNew: true };

    /// <summary>How people call the model.</summary>
    public string ModelDisplay => Model?.Name is { Length: > 0 } known ? known : ModelName;

    /// <summary>File and line of the operation.</summary>
    public string Place => $"{File}:{Operation.Line}";

    /// <summary>
    /// Whether a relation of this operation points to a table that the older code writes; what that table is called.
    /// </summary>
    /// <param name="target">What the relation points to.</param>
    /// <param name="ownModel">The name of the model that has the relation.</param>
    /// <returns>The table's model, or <see langword="null"/> when only new code knows it.</returns>
    public string? ExistingTarget(ModelReference target, string ownModel)
    {
        if (target.Setting.Length > 0 || !target.IsKnown)
            return target.Display;
        if (string.Equals(target.Name, "self", StringComparison.Ordinal))
            return Find(Label, ownModel) is { IsNew: false } own ? own.Name : null;
        return Find(target.Label.Length > 0 ? target.Label : Label, target.Name) is { IsNew: true }
            ? null
            : target.Display;
    }

    private ModelState? Find(string label, string name) =>
        label == Label
            ? State.Find(App, name)
            : Tree.AppsOf(label).Select(app => State.Find(app, name)).FirstOrDefault(model => model is not null);
}
