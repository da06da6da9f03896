using Migrations.Rules.Altering;

namespace Migrations.Rules;

/// <summary>
/// Judges operations by themselves: whether they can be un-applied, what that loses, and effects that no schema shows.
/// The project keeps these rules about Django migrations and rollbacks.
/// </summary>
internal static class OperationRules
{
    private static readonly IOperationRule[] All =
    [
        new ModelRule(),
        new ModelOptionRule(),
        new AddFieldRule(),
        new FieldRule(),
        new AlterFieldRule(),
        new IndexRule(),
        new ConstraintRule(),
        new CodeRule(),
        new PostgresRule(),
        new PackageRule(),
    ];

    private static readonly Dictionary<string, IOperationRule> ByName = All.SelectMany(rule =>
            rule.Operations.Select(name => (name, rule))
        )
        .ToDictionary(pair => pair.name, pair => pair.rule);

    /// <summary>The operations that have a rule.</summary>
    public static IReadOnlyCollection<string> Known => [.. ByName.Keys, OperationSteps.Nesting];

    /// <summary>Judges an operation.</summary>
    public static Judgement Judge(OperationContext context)
    {
        if (context.Operation.Doubt is { } doubt)
            return Unknown(context, doubt);
        if (context.Operation.Name == OperationSteps.Nesting)
            return Judgement.Clear("Only what Django knows of the models changes, nothing in the database.");
        return ByName.TryGetValue(context.Operation.Name, out var rule)
            ? rule.Judge(context)
            : Unknown(context, "there is no rule for it");
    }

    /// <summary>The judgement of an operation that is not known.</summary>
    public static Judgement Unknown(OperationContext context, string doubt) =>
        Judgement.Investigate($"Not known: {doubt} ({context.Place}).", Judgement.Unknown, reversible: null);
}
