using Migrations.Python.Values;

namespace Migrations.Model;

/// <summary>
/// Renames a model, also in all relations that point to it (Django's <c>ProjectState.rename_model</c>).
/// </summary>
internal sealed class ModelRenaming(ProjectState state, string app, string label)
{
    /// <summary>Renames the model. Nothing happens when the model is not known.</summary>
    public void Rename(string before, string after)
    {
        if (state.Find(app, before) is not { } model)
            return;
        state.Remove(app, before);
        state.Set(app, model with { Name = after });
        var target = new ModelReference(label, before, "");
        foreach (var (owner, other) in state.Models.ToList())
        {
            foreach (var (name, field) in other.Fields)
            {
                if (Pointed(field.Definition, owner, target, after) is { } definition)
                    Set(owner, other.Name, name, field with { Definition = definition });
            }
        }
    }

    private void Set(string owner, string model, string name, FieldState field)
    {
        var current = state.Find(owner, model)!;
        state.Set(owner, current with { Fields = current.Fields.SetItem(name, field) });
    }

    private CallValue? Pointed(PythonValue definition, string owner, ModelReference target, string after)
    {
        if (definition is not CallValue call)
            return null;
        var isNamed = call["to"] is not null;
        var to = call["to"] ?? (IsRelation(call) && call.Positional is [var first, ..] ? first : null);
        if (to is not TextValue || ModelReference.Of(to).Matches(target, owner == app ? label : "") != true)
            return null;
        var pointed = new TextValue($"{label}.{after}") { Line = to.Line };
        return isNamed
            ? new(
                call.Target,
                call.Positional,
                [.. call.Keywords.Select(entry => entry.Key == "to" ? new(entry.Key, pointed) : entry)]
            )
            {
                Line = call.Line,
            }
            : new(call.Target, [pointed, .. call.Positional.Skip(1)], call.Keywords) { Line = call.Line };
    }

    private static bool IsRelation(CallValue call) =>
        call.Name is "ForeignKey" or "OneToOneField" or "ManyToManyField" || call["on_delete"] is not null;
}
