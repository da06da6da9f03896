using Migrations.Python.Values;
using Migrations.Schema;

namespace Migrations.Rules.OlderCode;

/// <summary>Compares constraints and indexes with what older code writes.</summary>
internal sealed class RuleComparison(OldCode old, DatabaseSchema now)
{
    /// <summary>The judgement of older code on a constraint or index.</summary>
    public Judgement Judge(string tableId, string key)
    {
        if (now[tableId] is not { } table)
            return Judgement.Clear("The constraint or index goes with its table.");
        if (!table.IsAssumed && !old.Knows(table.Name))
            return Judgement.Clear("Older code does not know the table.");
        var former = old.Schema.Named(table.Name);
        var before = former?.Rules.GetValueOrDefault(key);
        var after = table.Rules.GetValueOrDefault(key);
        if (before is not null && after is not null)
            return Judgement.Clear("The constraint or index stays the same.");
        return after is not null ? new AddedRule(old, table, former, after).Judge()
            : before is not null ? Removed(table, before)
            : Judgement.Clear("A later operation takes the constraint or index away again.");
    }

    private static Judgement Removed(SchemaTable table, SchemaRule rule)
    {
        if (rule.Kind == RuleKind.Index)
            return Judgement.Clear("Indexes change speed, not what is allowed.");
        if (rule.Columns.Any(column => !table.Columns.ContainsKey(column)))
            return Judgement.Clear("The constraint goes with its column.");
        if (rule.Kind == RuleKind.Unique && table.Rules.Values.Any(other => Implies(other, rule)))
            return Judgement.Clear("Another constraint still keeps the same columns unique.");
        if (rule.Kind != RuleKind.Unique)
            return Judgement.Investigate("Older code may meet rows that the constraint kept out.");
        return Judgement.Investigate(
            rule.Columns.Length == 1 && rule.Condition is null
                ? $"Older code may meet values of {Names(table, rule)} that repeat."
                : $"Older code may meet rows that repeat ({Names(table, rule)})."
        );
    }

    /// <summary>
    /// Whether rows that meet one demand also meet another: unique columns are unique together with further columns
    /// also.
    /// </summary>
    public static bool Implies(SchemaRule stronger, SchemaRule weaker) =>
        stronger.Kind == RuleKind.Unique
        && stronger is { Condition: null, Expressions.Count: 0, Doubt: null }
        && weaker.Expressions.Count == 0
        && (weaker.NullsDiffer || !stronger.NullsDiffer)
        && (weaker.IsDeferrable || !stronger.IsDeferrable)
        && stronger.Columns.All(weaker.Columns.Contains);

    /// <summary>The names of a rule's columns, for people.</summary>
    public static string Names(SchemaTable table, SchemaRule rule) =>
        rule.Columns.Length > 0
            ? string.Join(", ", rule.Columns.Select(id => table.Columns.GetValueOrDefault(id)?.Name ?? id))
            : string.Join(", ", rule.Expressions.Select(Words));

    private static string Words(PythonValue expression) =>
        expression is CallValue call ? $"{call.Name}(…)" : "an expression";
}
