using Migrations.Python.Values;

namespace Migrations.Rules;

/// <summary>Judges constraints.</summary>
internal sealed class ConstraintRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } =
    ["AddConstraint", "AddConstraintNotValid", "RemoveConstraint", "AlterConstraint", "ValidateConstraint"];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context) =>
        context.Operation.Name switch
        {
            "AlterConstraint" => Judgement.Clear(
                "Only what Django says of the constraint changes, nothing in the database."
            ),
            "ValidateConstraint" => Judgement.Clear("The constraint already applies to what is written."),
            _ when context.Model is { HasNoTable: true } => Judgement.Clear("Django does not manage its table."),
            _ when context.IsNewModel => Judgement.Clear("Older code does not know the table."),
            "RemoveConstraint" => Judgement.Investigate(
                "Older code may meet rows that the constraint kept out.",
                "nothing, but it fails on rows that break the constraint",
                reversible: null
            ),
            _ => Add(context),
        };

    private static Judgement Add(OperationContext context) =>
        (context.Operation["constraint"] as CallValue)?.Name switch
        {
            "UniqueConstraint" => Judgement.Unsafe(
                "Rows that older code writes are refused when they repeat what must be unique."
            ),
            "CheckConstraint" => Judgement.Investigate(
                "Rows that older code writes are refused when they break the new check."
            ),
            "ExclusionConstraint" => Judgement.Investigate(
                "Rows that older code writes are refused when they overlap others."
            ),
            _ => Judgement.Investigate(
                $"What the constraint demands is known to the running program only ({context.Place})."
            ),
        };
}
