using Migrations.Python.Values;

namespace Migrations.Rules;

/// <summary>Judges what drops and renames columns.</summary>
internal sealed class FieldRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } = ["RemoveField", "RenameField"];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context)
    {
        if (context.Model is { HasNoTable: true })
            return Judgement.Clear("Django does not manage its table.");
        return context.Operation.Name == "RemoveField" ? Remove(context) : Rename(context);
    }

    private static Judgement Remove(OperationContext context)
    {
        var reversible = CanComeBack(context);
        var loses =
            $"the values of {context.FieldName}"
            + (reversible is null ? "; it fails where rows exist that need one" : "");
        if (context.IsNewModel || context.Field is { IsNew: true })
            return Judgement.Clear("Older code does not know the column.", loses, reversible);
        return Judgement.Unsafe(
            $"Older code still reads and writes {context.ModelDisplay}.{context.FieldName}.",
            loses,
            reversible
        );
    }

    // Un-applying adds the column again; rows that exist then need a value for it.
    private static bool? CanComeBack(OperationContext context) =>
        context.Field is { Doubt: null } field
        && FieldDefinition.Of(field.Definition) is { IsComplete: true } definition
            ? definition.IsManyToMany
            || definition.IsNullable is true
            || definition.Has("default")
            || definition.Has("db_default")
            || (definition.Flag("blank") is true && definition.Name is "CharField" or "TextField")
                ? true
                : null
            : null;

    private static Judgement Rename(OperationContext context)
    {
        if (context.IsNewModel || context.Field is { IsNew: true })
            return Judgement.Clear("Older code does not know the column.");
        var keepsColumn =
            context.Field is { Doubt: null } field
            && FieldDefinition.Of(field.Definition) is { IsComplete: true } definition
            && definition["db_column"] is TextValue { Text.Length: > 0 };
        return keepsColumn
            ? Judgement.Clear("The column keeps its name by db_column.")
            : Judgement.Unsafe(
                $"Older code looks for the column of {context.ModelDisplay}.{context.FieldName}, which has another name now."
            );
    }
}
