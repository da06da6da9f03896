using Migrations.Rules.Altering;
using Migrations.Schema;
using Migrations.Verdicts;

namespace Migrations.Rules.OlderCode;

/// <summary>
/// Compares columns that older code knows, and columns that it leaves out of the rows that it writes.
/// </summary>
internal sealed class ColumnComparison(OldCode old, DatabaseSchema now)
{
    private static readonly Judgement NotKnown = Judgement.Clear("Older code does not know the column.");

    /// <summary>The judgement of older code on a column.</summary>
    public Judgement Judge(string tableId, string columnId)
    {
        if (now[tableId] is not { } table)
            return Judgement.Clear("The table goes, and the column with it.");
        var column = table.Columns.GetValueOrDefault(columnId);
        if (!IsExpected(table))
            return column is null || old.Schema[tableId] is not null ? NotKnown : InNewTable(table, column);

        var former = Former(table, columnId);
        var expected = former is not null && IsExpected(table, former) ? former : null;
        if (expected is not null)
            return Expected(table, expected, column);
        if (column is null)
            return NotKnown;
        // Another column may have taken the name of a column that older code knows.
        if (Expected(table, column.Name) is { } replaced)
            return Instead(table, replaced, column);
        return former is { IsNullable: false, Default: null }
            ? Judgement.Clear("Older code leaves the column out as before.")
            : AddedColumn.Judge(old, now, table, column);
    }

    private Judgement Expected(SchemaTable table, SchemaColumn expected, SchemaColumn? column)
    {
        var found = table.Named(expected.Name);
        if (found is null)
        {
            return column is not null
                ? Judgement.Unsafe(
                    $"Older code looks for the column {expected.Name} of {table.Owner}, which is {column.Name} now."
                ) with
                {
                    Meets = $"look for {table.Name}.{expected.Name}, which is {column.Name} now",
                }
                : Judgement.Unsafe($"Older code still reads and writes {expected.Owner}.") with
                {
                    Meets = $"read and write {table.Name}.{expected.Name}, which is gone",
                };
        }
        if (found.Id == expected.Id)
            return new FieldChange(expected, found, SameTable).Judge();
        var instead = Instead(table, expected, found);
        if (column is null)
            return instead;
        var left = AddedColumn.Judge(old, now, table, column);
        return left.Verdict > instead.Verdict ? left : instead;
    }

    private Judgement Instead(SchemaTable table, SchemaColumn expected, SchemaColumn found)
    {
        if (expected.Id == found.Id)
            return new FieldChange(expected, found, SameTable).Judge();
        var change = new FieldChange(expected, found, SameTable).Judge();
        return change.Verdict == Verdict.Clear
            ? Judgement.Investigate(
                $"Another column took the place of {table.Owner}.{expected.Name}: older code finds other values there."
            )
            : change;
    }

    private Judgement InNewTable(SchemaTable table, SchemaColumn column)
    {
        if (AddedColumn.Obstacle(old, column) is not { } target)
            return NotKnown;
        if (column.Target!.IsParent)
            return Judgement.Investigate($"Its rows extend those of {target}, which older code then cannot delete.");
        var rows = table.IsLinks ? "links" : "rows";
        return Judgement.Investigate($"Older code cannot delete a row of {target} that new {rows} point to.");
    }

    // A table that no operation here made existed before. So did its columns that no operation made.
    private bool IsExpected(SchemaTable table) => table.IsAssumed || old.Knows(table.Name);

    private bool IsExpected(SchemaTable table, SchemaColumn former) =>
        table.Assumed.ContainsKey(former.Id) || old.Knows(table.Name, former.Name);

    private SchemaColumn? Former(SchemaTable table, string columnId) =>
        old.Schema.Named(table.Name)?.Columns.GetValueOrDefault(columnId) ?? table.Assumed.GetValueOrDefault(columnId);

    private SchemaColumn? Expected(SchemaTable table, string name) =>
        old.Knows(table.Name, name) ? old.Schema.Named(table.Name)?.Named(name) : null;

    private bool SameTable(string before, string after) =>
        before == after || (old.Schema[before] is { } first && first.Name == now[after]?.Name);
}
