using Migrations.Python.Values;
using Migrations.Rules.Altering;
using Migrations.Schema;
using Migrations.Verdicts;

namespace Migrations.Locks;

/// <summary>
/// What PostgreSQL does when a column's type changes: nothing, a change of the catalogue, or a rewrite of the table
/// (measured, and its documentation of <c>ALTER TABLE</c>).
/// </summary>
internal static class ColumnStorage
{
    // Options that say nothing of the type. Those that cost time by themselves are looked at elsewhere.
    private static readonly HashSet<string> Typeless =
    [
        .. FieldOptions.Harmless,
        .. new[] { "null", "unique", "primary_key", "db_index", "spatial_index", "db_default", "db_column", "choices" },
    ];

    /// <summary>How long the change takes. <see langword="null"/> where the type stays.</summary>
    public static LockTime? Change(FieldDefinition before, FieldDefinition after)
    {
        var (old, next) = (TypeOf(before), TypeOf(after));
        if (old is null || next is null)
            return IsAlike(before, after) ? null : LockTime.Unknown;
        if (old != next)
            return ColumnTypes.IsText(before) && next == "text" ? LockTime.Brief : LockTime.Rewrite;
        return old switch
        {
            "varchar" => Length(before, after),
            "numeric" => Digits(before, after),
            "array" => FieldDefinition.Of(before["base_field"]) is { } inner
            && FieldDefinition.Of(after["base_field"]) is { } other
                ? Items(inner, other)
                : LockTime.Unknown,
            _ => null,
        };
    }

    // A class whose types are not known keeps its type for sure only where no option of its own differs. The type of a
    // foreign key is that of its target.
    private static bool IsAlike(FieldDefinition before, FieldDefinition after) =>
        before.Name == after.Name
        && before.IsDjango == after.IsDjango
        && (
            (before.IsDjango && !before.IsGeographic)
            || before.IsForeignKey
            || before
                .Attributes.Union(after.Attributes)
                .All(name => Typeless.Contains(name) || ValueText.AreEqual(before[name], after[name]))
        );

    // PostgreSQL converts each item of an array, also where it would not touch a plain column (measured). Only a text
    // that loses its limit needs no conversion.
    private static LockTime? Items(FieldDefinition before, FieldDefinition after) =>
        Change(before, after) switch
        {
            LockTime.Brief when TypeOf(after) == "varchar" && ColumnTypes.Length(after) is null => LockTime.Brief,
            LockTime.Brief => LockTime.Rewrite,
            var change => change,
        };

    private static LockTime? Length(FieldDefinition before, FieldDefinition after)
    {
        var (old, next) = (ColumnTypes.Length(before), ColumnTypes.Length(after));
        return old == next ? null
            : next is null || (old is not null && next > old) ? LockTime.Brief
            : LockTime.Rewrite;
    }

    private static LockTime? Digits(FieldDefinition before, FieldDefinition after)
    {
        var (oldDigits, oldPlaces) = (before.Number("max_digits"), before.Number("decimal_places"));
        var (digits, places) = (after.Number("max_digits"), after.Number("decimal_places"));
        return oldDigits == digits && oldPlaces == places ? null
            : oldPlaces == places && digits >= oldDigits ? LockTime.Brief
            : LockTime.Rewrite;
    }

    // Django, DatabaseWrapper.data_types of PostgreSQL.
    private static string? TypeOf(FieldDefinition field) =>
        !field.IsDjango ? null
        : ColumnTypes.IsText(field) ? "varchar"
        : field.Name switch
        {
            "TextField" => "text",
            "SmallIntegerField" or "PositiveSmallIntegerField" or "SmallAutoField" => "smallint",
            "IntegerField" or "PositiveIntegerField" or "AutoField" or "OrderWrt" => "integer",
            "BigIntegerField" or "PositiveBigIntegerField" or "BigAutoField" => "bigint",
            "BooleanField" or "NullBooleanField" => "boolean",
            "FloatField" => "double precision",
            "DecimalField" => "numeric",
            "DateField" => "date",
            "DateTimeField" => "timestamptz",
            "TimeField" => "time",
            "DurationField" => "interval",
            "UUIDField" => "uuid",
            "JSONField" => "jsonb",
            "BinaryField" => "bytea",
            "GenericIPAddressField" or "IPAddressField" => "inet",
            "ArrayField" => "array",
            _ => null,
        };
}
