using Migrations.Python.Values;

namespace Migrations.Rules;

/// <summary>Judges what changes a model's options.</summary>
internal sealed class ModelOptionRule : IOperationRule
{
    private const string OrderOption = "order_with_respect_to";

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
            "AlterIndexTogether" => Judgement.Clear("Indexes change speed, not what is allowed."),
            "AlterUniqueTogether" => UniqueTogether(context),
            _ => Order(context),
        };

    private static Judgement UniqueTogether(OperationContext context)
    {
        if (Untouched(context) is { } untouched)
            return untouched;
        var after = Sets(context.Operation["unique_together"]);
        if (context.Model is not { Doubt: null } model || after is null)
            return Judgement.Investigate(
                $"What was unique together before is not known ({context.Place}).",
                reversible: null
            );
        if (Sets(model.Options.GetValueOrDefault("unique_together")) is not { } before)
            return Judgement.Investigate(
                $"What was unique together before is not known ({context.Place}).",
                reversible: null
            );

        var removed = before.Except(after).ToList();
        bool? reversible = removed.Count == 0 ? true : null;
        if (after.Except(before).FirstOrDefault() is { } added)
            return Judgement.Unsafe(
                $"Rows that older code writes are refused when ({added}) repeat.",
                reversible: reversible
            );
        return removed.Count > 0
            ? Judgement.Investigate(
                $"Older code may meet rows that repeat ({removed[0]}).",
                "nothing, but it fails once rows repeat",
                reversible
            )
            : Judgement.Clear("What is unique together stays the same.");
    }

    private static Judgement Order(OperationContext context)
    {
        const string Loses = "the order of the rows";
        if (Untouched(context) is { } untouched)
            return untouched;
        if (context.Model is { Doubt: null } model)
        {
            var before = model.Options.GetValueOrDefault(OrderOption);
            var isSet = before is not (null or ConstantValue);
            if (isSet != !context.Operation.IsNone(OrderOption))
            {
                return isSet
                    ? Judgement.Unsafe("Older code still reads the column _order, which is dropped.", Loses)
                    : Judgement.Unsafe("Older code leaves out the column _order, which must not be empty.", Loses);
            }
            if (isSet)
                return Judgement.Clear("The column _order stays.", Loses);
        }
        return Judgement.Unsafe("The column _order comes or goes, which older code does not expect.", Loses);
    }

    private static Judgement? Untouched(OperationContext context) =>
        context.Model is { HasNoTable: true } ? Judgement.Clear("Django does not manage its table.")
        : context.IsNewModel ? Judgement.Clear("Older code does not know the table.")
        : null;

    // One set may be written without the outer brackets (Django, normalize_together).
    private static HashSet<string>? Sets(PythonValue? value)
    {
        switch (value)
        {
            case null or ConstantValue { Name: "None" }:
            case CallValue { Name: "set" or "frozenset", Positional: [], Keywords: [] }:
                return [];
            case CallValue { Name: "set" or "frozenset", Positional: [SequenceValue inner], Keywords: [] }:
                return Sets(inner);
            case MappingValue { Entries: [] }:
                return [];
            case SequenceValue { IsKnown: true } sequence:
                return sequence.Items.All(item => item is TextValue) && sequence.Items.Count > 0
                    ? [Names(sequence)]
                    : [.. sequence.Items.OfType<SequenceValue>().Select(Names)];
            default:
                return null;
        }
    }

    private static string Names(SequenceValue set) =>
        string.Join(", ", set.Items.OfType<TextValue>().Select(name => name.Text));
}
