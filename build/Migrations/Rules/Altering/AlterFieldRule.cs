namespace Migrations.Rules.Altering;

/// <summary>Judges changed fields against what they were.</summary>
internal sealed class AlterFieldRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } = ["AlterField"];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context)
    {
        if (context.Model is { HasNoTable: true })
            return Judgement.Clear("Django does not manage its table.");
        if (FieldDefinition.Of(context.Operation["field"]) is not { IsComplete: true } after)
            return Unknown($"What the field becomes is known to the running program only ({context.Place}).");
        if (context.IsNewModel)
            return Judgement.Clear("Older code does not know the table.");
        if (context.Field is { IsNew: true, Doubt: null })
            return AddFieldRule.Column(context, after);
        return Before(context, out var why) is { } before
            ? new FieldChange(context, before, after).Judge()
            : Unknown($"The field as it was is not known: {why}.");
    }

    private static FieldDefinition? Before(OperationContext context, out string why)
    {
        var field = context.Field;
        why =
            field?.Doubt is { } doubt ? $"{doubt} may have changed it"
            : field is not null ? $"{context.Place} changes what only the running program knows"
            : context.Model?.Doubt is { } modelDoubt ? $"{modelDoubt} may have made it"
            : context.State.DoubtOf(context.App) is { } appDoubt ? $"{appDoubt} may have made it"
            : "no earlier migration makes it";
        return field is { Doubt: null } && FieldDefinition.Of(field.Definition) is { IsComplete: true } known
            ? known
            : null;
    }

    private static Judgement Unknown(string reason) =>
        Judgement.Investigate(reason, Judgement.Unknown, reversible: null);
}
