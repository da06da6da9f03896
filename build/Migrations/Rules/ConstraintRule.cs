namespace Migrations.Rules;

/// <summary>Judges how constraints can be un-applied. The schema shows what they mean for older code.</summary>
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
            "RemoveConstraint" => Remove(context),
            _ => Judgement.Clear(""),
        };

    // The schema lacks a constraint that no migration here makes.
    private static Judgement Remove(OperationContext context)
    {
        const string Loses = "nothing, but it fails on rows that break the constraint";
        return context.Touched.Count > 0
            ? Judgement.Clear("", Loses, reversible: null)
            : Judgement.Investigate("Older code may meet rows that the constraint kept out.", Loses, reversible: null);
    }
}
