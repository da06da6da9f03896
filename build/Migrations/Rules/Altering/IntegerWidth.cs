using Migrations.Schema;

namespace Migrations.Rules.Altering;

/// <summary>
/// Compares columns of whole numbers: their width, and whether Django adds a check that they are not below zero.
/// </summary>
internal static class IntegerWidth
{
    /// <summary>
    /// The judgement of the difference. <see langword="null"/> when one of the columns has no whole numbers, or only
    /// one of them counts by itself.
    /// </summary>
    public static Judgement? Compare(FieldDefinition before, FieldDefinition after)
    {
        if (Of(before.Name) is not { } old || Of(after.Name) is not { } next || old.IsCounted != next.IsCounted)
            return null;
        if (next.Bytes < old.Bytes)
            return null;
        return next.IsPositive && !old.IsPositive
            ? Judgement.Unsafe("Numbers below zero that older code writes are refused.")
            : ColumnTypes.Wider(before, after);
    }

    private static (int Bytes, bool IsPositive, bool IsCounted)? Of(string field) =>
        field switch
        {
            "SmallIntegerField" => (2, false, false),
            "IntegerField" => (4, false, false),
            "BigIntegerField" => (8, false, false),
            "PositiveSmallIntegerField" => (2, true, false),
            "PositiveIntegerField" => (4, true, false),
            "PositiveBigIntegerField" => (8, true, false),
            "SmallAutoField" => (2, false, true),
            "AutoField" => (4, false, true),
            "BigAutoField" => (8, false, true),
            _ => null,
        };
}
