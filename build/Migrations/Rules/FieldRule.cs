using Migrations.Rules.Altering;
using Migrations.Schema;

namespace Migrations.Rules;

/// <summary>
/// Judges how dropped and renamed fields can be un-applied. The schema shows what they mean for older code:
/// <see cref="OlderCode.ColumnComparison"/>.
/// </summary>
internal sealed class FieldRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } = ["RemoveField", "RenameField"];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context)
    {
        if (context.Model is { HasNoTable: true })
            return Judgement.Clear("Django does not manage its table.");
        var field = context.Field is { Doubt: null } known ? FieldDefinition.Of(known.Definition) : null;
        if (field is { HasColumn: false, HasLinks: false })
            return Judgement.Clear("The field has no column.");
        if (context.Operation.Name == "RenameField")
            return Judgement.Clear(
                field is { IsComplete: true } && field.Has("db_column") ? "The column keeps its name by db_column." : ""
            );
        var reversible = CanComeBack(field);
        var loses =
            $"the values of {context.FieldName}"
            + (reversible is null ? "; it fails where rows exist that need one" : "");
        return Judgement.Clear("", loses, reversible);
    }

    // Un-applying adds the column again. Rows that exist then need a value for the column, and Django finds one (its
    // BaseDatabaseSchemaEditor._effective_default).
    private static bool? CanComeBack(FieldDefinition? field) =>
        field is { IsComplete: true }
        && (
            field.IsManyToMany
            || field.IsNullable is true
            || field.Has("default")
            || field.Has("db_default")
            || field.IsGenerated
            || field.Flag("auto_now") is true
            || field.Flag("auto_now_add") is true
            || (field.Flag("blank") is true && TakesEmptyText(field))
        )
            ? true
            : null;

    private static bool TakesEmptyText(FieldDefinition field) =>
        ColumnTypes.IsText(field) || (field.IsDjango && field.Name is "TextField" or "BinaryField");
}
