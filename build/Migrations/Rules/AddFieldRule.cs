using Migrations.Schema;

namespace Migrations.Rules;

/// <summary>Judges new fields. The schema shows what they mean for older code.</summary>
internal sealed class AddFieldRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } = ["AddField"];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context)
    {
        var field = FieldDefinition.Of(context.Operation["field"]);
        var loses = field is { IsManyToMany: true } ? "the links" : $"the values of {context.FieldName}";
        if (context.Model is { HasNoTable: true })
            return Judgement.Clear("Django does not manage its table.");
        if (field is not { IsComplete: true })
            return Judgement.Investigate($"Only the running program knows which field it is ({context.Place}).", loses);
        if (field.IsManager || field.IsGeneric || field.IsComposite)
            return Judgement.Clear($"{field.Name} has no column.");
        if (field.HasLinks && !field.IsDjango && !field.Has("to"))
            return Judgement.Investigate(
                $"{field.Name} is not a field of Django, so what it creates in the database is not known ({context.Place}).",
                loses
            );
        if (field.IsManyToMany)
            return Judgement.Clear("Older code does not use the links.", loses);
        return Judgement.Clear("", field.IsGenerated ? "nothing: the values are derived" : loses);
    }
}
