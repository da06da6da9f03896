using Migrations.Model;
using Migrations.Python.Values;

namespace Migrations.Schema;

/// <summary>Reads the columns that fields make.</summary>
/// <param name="step">The operation.</param>
/// <param name="state">The models that relations may point to.</param>
internal sealed class ColumnReading(SchemaStep step, ProjectState state)
{
    private const int LongestChain = 8;

    // A foreign key stores the type of the key that it points to, but it does not count by itself.
    private static readonly Dictionary<string, string> Counted = new()
    {
        ["SmallAutoField"] = "SmallIntegerField",
        ["AutoField"] = "IntegerField",
        ["BigAutoField"] = "BigIntegerField",
    };

    /// <summary>The column that a field makes.</summary>
    /// <param name="id">The column's identity.</param>
    /// <param name="model">The model of the field.</param>
    /// <param name="name">The field's name.</param>
    /// <param name="definition">The call that makes the field.</param>
    public SchemaColumn Read(string id, string model, string name, PythonValue? definition)
    {
        var field = FieldDefinition.Of(definition) is { IsComplete: true } known ? known : null;
        var column = SchemaNames.ColumnOf(name, field);
        return new(id, column ?? name, $"{model}.{name}")
        {
            Field = field,
            Stored = field is null ? null : StoredOf(field, model, 0),
            IsNullable =
                field is null ? null
                : field.IsGenerated ? field.Flag("null", unset: true)
                : field.IsNullable,
            Default = field is not null && field.Has("db_default") ? field["db_default"] : null,
            Target = field is { IsForeignKey: true } ? TargetOf(field, model) : null,
            Doubt = field is null || column is null ? $"{step.Place} makes what only the running program knows" : null,
        };
    }

    /// <summary>The target of a relation.</summary>
    public ForeignTarget TargetOf(FieldDefinition field, string model)
    {
        var reference = ModelReference.Of(field["to"]);
        var isConstraint = field.Flag("db_constraint", unset: true) is not false;
        var isParent = field.Flag("parent_link") is true;
        var isFollowed = field.IsFollowed;
        if (Find(reference, model) is not var (app, target))
        {
            var column = field["to_field"] is TextValue { Text: not "id" } named ? named.Text : "";
            return new(
                Key(reference, step.Label),
                column,
                reference.Display,
                false,
                isConstraint,
                isParent,
                isFollowed
            );
        }
        var name = SchemaNames.TableOf(step.Tree.LabelOf(app), target);
        var table = step.Schema.Named(name);
        var key = KeyOf(target, field);
        var pointed = SchemaNames.ColumnOf(key, FieldDefinition.Of(target.Fields.GetValueOrDefault(key)?.Definition));
        return new(
            table?.Id ?? name,
            table?.Named(pointed ?? key)?.Id ?? pointed ?? key,
            reference.Name == "self" ? target.Name : reference.Display,
            true,
            isConstraint,
            isParent,
            isFollowed
        );
    }

    /// <summary>
    /// The model that a reference means, with its app. <see langword="null"/> where no migration makes the model.
    /// </summary>
    public (string App, ModelState Model)? Find(ModelReference reference, string ownModel)
    {
        if (reference.Name.Length == 0)
            return null;
        var name = reference.Name == "self" ? ownModel : reference.Name;
        string[] apps =
            reference.Label.Length == 0 || reference.Label == step.Label
                ? [step.App]
                : [.. step.Tree.AppsOf(reference.Label)];
        foreach (var app in apps)
        {
            if (state.Find(app, name) is { } model)
                return (app, model);
        }
        return null;
    }

    private static string Key(ModelReference reference, string label) =>
        ProjectState.Lower(
            reference.Name.Length > 0 && reference.Label.Length == 0 ? $"{label}.{reference.Name}" : reference.Display
        );

    private static string KeyOf(ModelState target, FieldDefinition field) =>
        field["to_field"] is TextValue named
            ? named.Text
            : target
                .Fields.Where(each => FieldDefinition.Of(each.Value.Definition)?.Flag("primary_key") is true)
                .Select(each => each.Key)
                .FirstOrDefault("id");

    private FieldDefinition? StoredOf(FieldDefinition field, string model, int depth)
    {
        if (!field.IsForeignKey)
            return depth == 0 ? field : Plain(field);
        if (depth > LongestChain || Find(ModelReference.Of(field["to"]), model) is not var (_, target))
            return null;
        var key = target.Fields.GetValueOrDefault(KeyOf(target, field));
        return FieldDefinition.Of(key?.Definition) is { IsComplete: true } pointed
            ? StoredOf(pointed, target.Name, depth + 1)
            : null;
    }

    private static FieldDefinition Plain(FieldDefinition key) =>
        key.IsDjango && Counted.TryGetValue(key.Name, out var name)
            ? FieldDefinition.Of(
                new CallValue(new ReferenceValue(DjangoPaths.Models + name) { Line = 0 }, [], []) { Line = 0 }
            )!
            : key;
}
