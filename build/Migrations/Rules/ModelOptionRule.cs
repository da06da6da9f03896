using Migrations.Schema;

namespace Migrations.Rules;

/// <summary>Judges changes of a model's options. The schema shows what they mean for older code.</summary>
internal sealed class ModelOptionRule : IOperationRule
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Operations { get; } =
    [
        "AlterModelTableComment",
        "AlterModelOptions",
        "AlterModelManagers",
        "AlterUniqueTogether",
        "AlterIndexTogether",
        "AlterOrderWithRespectTo",
    ];

    /// <inheritdoc/>
    public Judgement Judge(OperationContext context) =>
        context.Operation.Name switch
        {
            "AlterModelTableComment" => Judgement.Clear("Only the comment of the table changes."),
            "AlterModelOptions" => Judgement.Clear(
                "Only what Django knows of the model changes, nothing in the database."
            ),
            "AlterModelManagers" => Judgement.Clear("Only the model's managers change, nothing in the database."),
            _ when context.Model is { HasNoTable: true } => Judgement.Clear("Django does not manage its table."),
            "AlterIndexTogether" => Judgement.Clear("Indexes change speed, not what is allowed."),
            "AlterUniqueTogether" => UniqueTogether(context),
            _ => Judgement.Clear("The column _order stays.", "the order of the rows"),
        };

    private static Judgement UniqueTogether(OperationContext context)
    {
        const string Option = "unique_together";
        var after = RuleReplay.Sets(context.Operation[Option]);
        var before = context.Model is { Doubt: null } model
            ? RuleReplay.Sets(model.Options.GetValueOrDefault(Option))
            : null;
        if (after is null || before is null)
            return Judgement.Investigate(
                $"What was unique together before is not known ({context.Place}).",
                reversible: null
            );
        var kept = after.Select(Text).ToHashSet();
        return before.All(set => kept.Contains(Text(set)))
            ? Judgement.Clear("")
            : Judgement.Clear("", "nothing, but it fails once rows repeat", reversible: null);
    }

    private static string Text(IReadOnlyList<string> set) => string.Join(',', set.Order(StringComparer.Ordinal));
}
