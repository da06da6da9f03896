using Migrations.Python.Values;
using Migrations.Schema;

namespace Migrations.Rules.Altering;

/// <summary>Judges how changed fields can be un-applied. The schema shows what they mean for older code.</summary>
internal sealed class AlterFieldRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } = ["AlterField"];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context)
    {
        if (context.Model is { HasNoTable: true })
            return Judgement.Clear("Django does not manage its table.");
        if (FieldDefinition.Of(context.Operation["field"]) is not { IsComplete: true } next)
            return Judgement.Investigate(
                $"What the field becomes is known to the running program only ({context.Place}).",
                Judgement.Unknown,
                reversible: null
            );
        var old = FieldDefinition.Of(context.Field?.Definition);
        if (context.Altered is not var (before, after))
            return Relation(context, old, next);
        var change = new FieldChange(before, after, static (left, right) => left == right).Judge();
        var (was, becomes) = (before.Field?.IsUnique, after.Field?.IsUnique);
        if (was is not true || becomes is true)
            return Judgement.Clear("", change.Loses, change.Reversible);
        return Judgement.Clear("", "nothing, but it fails once values repeat", reversible: null);
    }

    // Many-to-many fields and managers have no column.
    private static Judgement Relation(OperationContext context, FieldDefinition? old, FieldDefinition next)
    {
        if (old is null)
            return Judgement.Investigate(
                "The field as it was is not known: no earlier migration makes it.",
                Judgement.Unknown,
                reversible: null
            );
        return old.IsManyToMany == next.IsManyToMany && ValueText.AreEqual(old["through"], next["through"])
            ? Judgement.Clear("Only what Django knows of the relation changes, nothing in the database.")
            : Judgement.Investigate(
                $"Django refuses to change a field into a many-to-many field, or back, or to change its through model ({context.Place})."
            );
    }
}
