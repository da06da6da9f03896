using System.Collections.Frozen;
using Migrations.Model;
using Migrations.Rules.Altering;

namespace Migrations.Rules;

/// <summary>
/// Judges any operation; the rules are those that the project keeps about Django migrations and rolling back.
/// </summary>
internal static class OperationRules
{
    private const string Nesting = "SeparateDatabaseAndState";
    private const int DeepestNesting = 20;

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
    ];

    private static readonly FrozenDictionary<string, IOperationRule> ByName = All.SelectMany(rule =>
            rule.Operations.Select(name => (name, rule))
        )
        .ToFrozenDictionary(pair => pair.name, pair => pair.rule);

    /// <summary>The operations that there is a rule for.</summary>
    public static IReadOnlyCollection<string> Known => [.. ByName.Keys, Nesting];

    /// <summary>Judges an operation: one judgement, or several where it consists of others.</summary>
    public static IEnumerable<(OperationContext Context, Judgement Judgement)> Judge(OperationContext context) =>
        Judge(context, DeepestNesting);

    private static IEnumerable<(OperationContext Context, Judgement Judgement)> Judge(
        OperationContext context,
        int depth
    )
    {
        var operation = context.Operation;
        if (operation.Doubt is { } doubt)
            return [(context, Unknown(context, doubt))];
        if (operation.Name == Nesting)
            return depth > 0 ? Nested(context, depth) : [(context, Unknown(context, "it is nested too deeply"))];
        return ByName.TryGetValue(operation.Name, out var rule)
            ? [(context, rule.Judge(context))]
            : [(context, Unknown(context, "there is no rule for it"))];
    }

    // Only what happens in the database counts; each operation there sees what those before it did.
    private static IEnumerable<(OperationContext Context, Judgement Judgement)> Nested(
        OperationContext context,
        int depth
    )
    {
        var operations = OperationReader.ReadAll(context.Operation["database_operations"]);
        if (operations.Count == 0)
        {
            yield return (
                context,
                Judgement.Clear("Only what Django knows of the models changes, nothing in the database.")
            );
            yield break;
        }
        var state = context.State.Copy();
        var replay = new StateReplay(state, context.App, context.Label, isNew: true, context.File);
        foreach (var operation in operations)
        {
            foreach (var judged in Judge(context with { Operation = operation, State = state }, depth - 1))
                yield return judged;
            replay.Apply(operation);
        }
    }

    private static Judgement Unknown(OperationContext context, string doubt) =>
        Judgement.Investigate($"Not known: {doubt} ({context.Place}).", Judgement.Unknown, reversible: null);
}
