using Migrations.Model;
using Migrations.Schema;

namespace Migrations.Rules;

/// <summary>An operation, the models right before it, and its effects on the schema.</summary>
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
    /// <summary>The things of the schema that the operation has touched.</summary>
    public IReadOnlyList<SchemaThing> Touched { get; init; } = [];

    /// <summary>Whether the operation does something that the schema does not show.</summary>
    public bool IsUnread { get; init; }

    /// <summary>The tables that the operation has changed.</summary>
    public IReadOnlyList<TableChange> Changes { get; init; } = [];

    /// <summary>The column that <c>AlterField</c> changes, before and after.</summary>
    public (SchemaColumn Before, SchemaColumn After)? Altered { get; init; }

    /// <summary>The name of the operation's model, as it is written.</summary>
    public string ModelName =>
        Operation.Text("model_name") is { Length: > 0 } name ? name
        : Operation.Text("old_name") is { Length: > 0 } old && Operation.Name == "RenameModel" ? old
        : Operation.Text("name");

    /// <summary>The operation's model. <see langword="null"/> when it is not known.</summary>
    public ModelState? Model => State.Find(App, ModelName);

    /// <summary>The name of the operation's field.</summary>
    public string FieldName => Operation.Name == "RenameField" ? Operation.Text("old_name") : Operation.Text("name");

    /// <summary>The operation's field. <see langword="null"/> when it is not known.</summary>
    public FieldState? Field => Model?.Fields.GetValueOrDefault(FieldName);

    /// <summary>The model's name for people.</summary>
    public string ModelDisplay => Model?.Name is { Length: > 0 } known ? known : ModelName;

    /// <summary>File and line of the operation.</summary>
    public string Place => $"{File}:{Operation.Line}";
}
