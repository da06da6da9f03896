using System.Collections.Frozen;
using Migrations.Model;
using Migrations.Python.Values;

namespace Migrations.Rules.Altering;

/// <summary>Compares what two fields demand of their column, other than its type.</summary>
internal static class ColumnChanges
{
    /// <summary>The attributes that are compared here and with the type.</summary>
    public static FrozenSet<string> Judged { get; } =
        FrozenSet.Create([
            .. new[] { "null", "unique", "primary_key", "max_length", "db_column", "to", "to_field", "db_default" },
            .. new[] { "max_digits", "decimal_places", "db_constraint" },
        ]);

    /// <summary>What is different, each thing by itself.</summary>
    public static IEnumerable<Judgement> Compare(
        OperationContext context,
        FieldDefinition before,
        FieldDefinition after
    )
    {
        Judgement?[] findings =
        [
            Null(context, before, after),
            Unique(context, before, after),
            Column(context, before, after),
            Target(context, before, after),
            DatabaseDefault(before, after),
            Digits(context, before, after),
            ForeignKeyConstraint(before, after),
        ];
        return findings.OfType<Judgement>();
    }

    private static Judgement? Null(OperationContext context, FieldDefinition before, FieldDefinition after)
    {
        if (before.IsManyToMany || ValueText.AreEqual(before["null"], after["null"]))
            return null;
        if (before.IsNullable is not { } took || after.IsNullable is not { } takes)
            return Judgement.Investigate(
                $"Whether the column takes NULL is known to the running program only ({context.Place}).",
                reversible: null
            );
        if (took == takes)
            return null;
        return takes
            ? Judgement.Investigate(
                "Older code may meet NULL, which it does not expect.",
                "nothing, but it fails where NULL was stored",
                reversible: null
            )
            : Judgement.Unsafe("Older code still writes NULL, which the column refuses now.");
    }

    private static Judgement? Unique(OperationContext context, FieldDefinition before, FieldDefinition after)
    {
        if (
            !ValueText.AreEqual(before["primary_key"], after["primary_key"])
            && before.Flag("primary_key") != after.Flag("primary_key")
        )
            return Judgement.Unsafe("The primary key changes, by which older code finds its rows.", reversible: null);
        if (before.IsUnique == after.IsUnique && before.IsUnique is not null)
            return null;
        return (before.IsUnique, after.IsUnique) switch
        {
            (null, _) or (_, null) => ValueText.AreEqual(before["unique"], after["unique"])
                ? null
                : Judgement.Investigate(
                    $"Whether values must be unique is known to the running program only ({context.Place}).",
                    reversible: null
                ),
            (_, true) => Judgement.Unsafe("Rows that older code writes are refused when the value repeats."),
            _ => Judgement.Investigate(
                "Older code may meet values that repeat.",
                "nothing, but it fails once values repeat",
                reversible: null
            ),
        };
    }

    private static Judgement? Column(OperationContext context, FieldDefinition before, FieldDefinition after)
    {
        if (after.IsManyToMany)
            return null;
        if (ColumnName(context, before) is not { } old || ColumnName(context, after) is not { } next)
        {
            return ValueText.AreEqual(before["db_column"], after["db_column"])
                ? null
                : Judgement.Investigate(
                    $"The name of the column is known to the running program only ({context.Place})."
                );
        }
        return
            string.Equals(old, next, StringComparison.Ordinal) || (!before.Has("db_column") && !after.Has("db_column"))
            ? null
            : Judgement.Unsafe($"Older code looks for the column {old}, which is {next} now.");
    }

    private static string? ColumnName(OperationContext context, FieldDefinition field) =>
        field.Has("db_column") ? (field["db_column"] as TextValue)?.Text
        : field.IsForeignKey ? $"{context.FieldName}_id"
        : context.FieldName;

    private static Judgement? Target(OperationContext context, FieldDefinition before, FieldDefinition after)
    {
        var (old, next) = (ModelReference.Of(before["to"]), ModelReference.Of(after["to"]));
        var isRelation = before.Has("to") && after.Has("to");
        if (
            isRelation
            && !ValueText.AreEqual(before["to"], after["to"])
            && old.Matches(next, context.Label) is not true
        )
        {
            return old.Matches(next, context.Label) is false
                ? Judgement.Unsafe(
                    $"Older code writes keys of {old.Display} where the database wants those of {next.Display}.",
                    reversible: null
                )
                : Judgement.Investigate(
                    $"Whether it points to the same model as before is not known ({context.Place}).",
                    reversible: null
                );
        }
        return ValueText.AreEqual(before["to_field"], after["to_field"])
            ? null
            : Judgement.Unsafe("Older code writes values of another field than the database wants.", reversible: null);
    }

    private static Judgement? DatabaseDefault(FieldDefinition before, FieldDefinition after) =>
        before.Has("db_default") && !after.Has("db_default")
            ? Judgement.Unsafe("Older code leaves the value to a default of the database that is gone.")
            : null;

    private static Judgement? Digits(OperationContext context, FieldDefinition before, FieldDefinition after)
    {
        if (
            ValueText.AreEqual(before["max_digits"], after["max_digits"])
            && ValueText.AreEqual(before["decimal_places"], after["decimal_places"])
        )
            return null;
        var (oldDigits, oldPlaces) = (before.Number("max_digits"), before.Number("decimal_places"));
        var (digits, places) = (after.Number("max_digits"), after.Number("decimal_places"));
        if ((oldDigits, oldPlaces, digits, places) is not ({ }, { }, { }, { }))
            return Judgement.Investigate(
                $"The digits of the column are not known ({context.Place}).",
                reversible: null
            );
        return places >= oldPlaces && digits - places >= oldDigits - oldPlaces
            ? Judgement.Investigate(
                "Older code may meet numbers with more digits than it expects.",
                "digits that do not fit back",
                reversible: null
            )
            : Judgement.Unsafe("Numbers that older code writes do not fit any more.", reversible: null);
    }

    private static Judgement? ForeignKeyConstraint(FieldDefinition before, FieldDefinition after)
    {
        var (had, has) = (before.Flag("db_constraint", unset: true), after.Flag("db_constraint", unset: true));
        if (had == has)
            return null;
        return has is false
            ? Judgement.Investigate(
                "Older code may meet keys of rows that do not exist.",
                "nothing, but it fails where such keys are",
                reversible: null
            )
            : Judgement.Investigate("Older code may write keys that the database refuses now.");
    }
}
