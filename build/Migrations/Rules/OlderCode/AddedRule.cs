using Migrations.Python.Values;
using Migrations.Schema;

namespace Migrations.Rules.OlderCode;

/// <summary>Judges a new constraint or index on a table that older code writes.</summary>
/// <param name="old">What older code knows.</param>
/// <param name="table">The table.</param>
/// <param name="former">The table as older code expects it; <see langword="null"/> where that is not known.</param>
/// <param name="rule">The constraint or index.</param>
internal sealed class AddedRule(OldCode old, SchemaTable table, SchemaTable? former, SchemaRule rule)
{
    /// <summary>The judgement.</summary>
    public Judgement Judge()
    {
        if (rule.Doubt is { } doubt)
            return Judgement.Investigate(doubt);
        return rule.Kind switch
        {
            RuleKind.Unique => Unique(),
            RuleKind.Check => Check(),
            RuleKind.Exclusion => LeavesOutWhatOlderCodeWrites()
                ? Judgement.Clear("Rows of older code leave its columns empty, and NULL overlaps nothing.")
                : Judgement.Investigate("Rows that older code writes are refused when they overlap others."),
            RuleKind.Index => Index(),
        };
    }

    private Judgement Unique()
    {
        if (former?.Rules.Values.Any(known => RuleComparison.Implies(known, rule)) is true)
            return Judgement.Clear("Its columns are unique already.");
        if (Condition() is Truth.False or Truth.Null)
            return Judgement.Clear("It does not apply to rows that older code adds.");
        if (LeavesOutWhatOlderCodeWrites())
            return Judgement.Clear("Rows of older code leave one of its columns empty, and NULL differs from NULL.");
        var left = Unknown().Select(AddedColumn.Left).ToList();
        if (left.Exists(value => value is not (TextValue or LiteralValue or ConstantValue)))
        {
            var isGenerated = Unknown().Any(column => column.Field is { IsGenerated: true });
            return isGenerated
                ? Judgement.Unsafe(
                    "Rows that older code writes are refused when the database computes the same value twice."
                )
                : Judgement.Investigate(
                    $"Whether the default differs from row to row, as the unique column needs, is not known ({Unknown().First().Place})."
                );
        }
        if (rule.Columns.Length > 0 && left.Count == rule.Columns.Length)
            return Judgement.Unsafe(
                left[0] is ConstantValue { Name: "None" }
                    ? "The second row that older code adds repeats NULL and is refused."
                    : "The second row that older code adds repeats the default of a unique column and is refused."
            );
        return Judgement.Unsafe(
            rule.Columns.Length == 1
                ? $"Rows that older code writes are refused when {RuleComparison.Names(table, rule)} repeats."
                : $"Rows that older code writes are refused when ({RuleComparison.Names(table, rule)}) repeat."
        );
    }

    private Judgement Check() =>
        Condition() switch
        {
            Truth.True or Truth.Null or Truth.NotFalse => Judgement.Clear(
                "All that older code writes passes the check."
            ),
            Truth.False => Judgement.Unsafe(
                "Every row that older code adds breaks the new check: it leaves out the columns that the check wants."
            ),
            Truth.Unknown => Judgement.Investigate(
                "Rows that older code writes are refused when they break the new check."
            ),
        };

    private Judgement Index()
    {
        var expression = new GeneratedExpression(ByField);
        if (rule.Expressions.FirstOrDefault(each => !expression.IsTotal(each)) is { })
            return Judgement.Investigate(
                "The index computes an expression, which may fail for what older code writes."
            );
        if (!rule.StoresValues)
            return Judgement.Clear("Indexes change speed, not what is allowed.");
        var known = rule.Columns.Select(id => former?.Columns.GetValueOrDefault(id)).OfType<SchemaColumn>().ToList();
        long? length = 0;
        foreach (var column in known.Where(column => old.Knows(table.Name, column.Name)))
            length += column.Stored is { } stored ? IndexedLength.CharactersOf(stored) : 20;
        foreach (var each in rule.Expressions)
            length += expression.LengthOf(each);
        return length is { } characters && characters <= IndexedLength.Fits
            ? Judgement.Clear("Indexes change speed, not what is allowed.")
            : Judgement.Investigate(
                $"Rows that older code writes are refused when ({RuleComparison.Names(table, rule)}) is too long for the index: "
                    + "more than 2,704 bytes."
            );
    }

    // A NULL in one of its columns exempts a row.
    private bool LeavesOutWhatOlderCodeWrites() =>
        rule.NullsDiffer && Unknown().Any(column => AddedColumn.Left(column) is ConstantValue { Name: "None" });

    private IEnumerable<SchemaColumn> Unknown() =>
        rule.Columns.Select(id => table.Columns.GetValueOrDefault(id)).OfType<SchemaColumn>().Where(IsUnknown);

    private bool IsUnknown(SchemaColumn column) =>
        !table.Assumed.ContainsKey(column.Id)
        && !(former?.Columns.GetValueOrDefault(column.Id) is { } known && old.Knows(table.Name, known.Name));

    private Truth Condition() => rule.Condition is null ? Truth.Unknown : QueryCondition.Of(rule.Condition, Written);

    // The value that older code leaves in a field. Null where it may write any value.
    private (PythonValue? Value, bool IsFilled) Written(string field)
    {
        var column = ByField(field, table);
        if (column is null)
            return (null, false);
        return IsUnknown(column) ? (AddedColumn.Left(column), false) : (null, column.IsNullable is false);
    }

    private SchemaColumn? ByField(string field) => former is null ? null : ByField(field, former);

    private static SchemaColumn? ByField(string field, SchemaTable within) =>
        within.Columns.Values.FirstOrDefault(column =>
            column.Name == field || column.Owner.EndsWith($".{field}", StringComparison.Ordinal)
        );
}
