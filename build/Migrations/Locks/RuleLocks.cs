using Migrations.Python.Values;
using Migrations.Rules;
using Migrations.Schema;
using Migrations.Verdicts;

namespace Migrations.Locks;

/// <summary>The locks of constraints and indexes that are added or removed.</summary>
internal sealed class RuleLocks(LockList locks, OperationContext context)
{
    /// <summary>Adds the locks for the difference between two states of a table.</summary>
    public void Add(SchemaTable before, SchemaTable after)
    {
        foreach (var rule in after.Rules.Values)
        {
            var holders = before.Rules.TryGetValue(rule.Key, out var former) ? former.Holders : [];
            if (!rule.Holders.IsSubsetOf(holders))
                Build(after, rule);
        }
        foreach (var rule in before.Rules.Values)
        {
            // A constraint or index that is removed with its column takes no lock of its own.
            if (rule.Columns.Any(column => !after.Columns.ContainsKey(column) && before.Columns.ContainsKey(column)))
                continue;
            var left = after.Rules.TryGetValue(rule.Key, out var kept) ? kept.Holders : [];
            if (!rule.Holders.IsSubsetOf(left))
                Drop(after);
        }
    }

    private void Build(SchemaTable table, SchemaRule rule)
    {
        var name = context.Operation.Name;
        if (name == "AddConstraintNotValid")
        {
            locks.Lock(table.Id, LockMode.AccessExclusive);
            locks.Advise(LockTime.Brief, SaferWays.Brief);
            return;
        }
        locks.Scan(table.Id);
        if (name == "AddIndexConcurrently")
        {
            locks.Lock(table.Id, LockMode.ShareUpdateExclusive);
            return;
        }
        var isIndex = rule.Kind == RuleKind.Index || (rule.Kind == RuleKind.Unique && IsIndexAlone(rule));
        locks.Lock(table.Id, isIndex ? LockMode.Share : LockMode.AccessExclusive);
        locks.Advise(
            LockTime.Scan,
            rule.Kind switch
            {
                RuleKind.Index => name == "AddField" ? SaferWays.Column : SaferWays.Index,
                RuleKind.Unique => isIndex ? SaferWays.UniqueIndex : SaferWays.Unique,
                RuleKind.Check => SaferWays.Check,
                RuleKind.Exclusion => SaferWays.Exclusion,
            }
        );
    }

    // Django makes an index from a unique constraint that has a condition, expressions or included columns.
    private bool IsIndexAlone(SchemaRule rule) =>
        rule.Condition is not null
        || rule.Expressions.Count > 0
        || (context.Operation["constraint"] as CallValue)?["include"] is not null
        || (context.Operation["constraint"] as CallValue)?["opclasses"] is not null;

    private void Drop(SchemaTable table)
    {
        var isConcurrent = context.Operation.Name == "RemoveIndexConcurrently";
        locks.Lock(table.Id, isConcurrent ? LockMode.ShareUpdateExclusive : LockMode.AccessExclusive);
        if (!isConcurrent)
            locks.Advise(
                LockTime.Brief,
                context.Operation.Name == "RemoveIndex" ? SaferWays.DropIndex : SaferWays.Brief
            );
    }
}
