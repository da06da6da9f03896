using System.Collections.Frozen;
using Migrations.Python.Values;
using Migrations.Verdicts;

namespace Migrations.Rules.Altering;

/// <summary>Compares the types of two columns.</summary>
internal static class ColumnTypes
{
    // The length that a field has when none is given (Django, the fields' __init__).
    private static readonly FrozenDictionary<string, long?> LongestText = new Dictionary<string, long?>
    {
        ["CharField"] = null,
        ["CommaSeparatedIntegerField"] = null,
        ["EmailField"] = 254,
        ["FileField"] = 100,
        ["FilePathField"] = 100,
        ["ImageField"] = 100,
        ["SlugField"] = 50,
        ["URLField"] = 200,
    }.ToFrozenDictionary();

    // Each column takes all that the ones before it take.
    private static readonly string[][] Widening =
    [
        ["SmallIntegerField", "IntegerField", "BigIntegerField"],
        ["PositiveSmallIntegerField", "PositiveIntegerField", "PositiveBigIntegerField"],
        ["SmallAutoField", "AutoField", "BigAutoField"],
    ];

    private static readonly string[][] Same =
    [
        ["BooleanField", "NullBooleanField"],
    ];

    /// <summary>What the types' difference means, or <see langword="null"/> when they are the same.</summary>
    public static Judgement? Compare(FieldDefinition before, FieldDefinition after, string place)
    {
        if (IsText(before) && IsText(after))
            return Lengths(before, after, place);
        if (before.Type == after.Type || AreSame(before, after))
            return null;
        if (!before.IsDjango || !after.IsDjango)
            return Judgement.Investigate(
                $"What columns {before.Name} and {after.Name} make is not known ({place}).",
                Judgement.Unknown,
                reversible: null
            );

        var change = $"The column changes from {before.Name} to {after.Name}";
        return Widens(before, after)
            ? Judgement.Investigate(
                $"{change}: older code may meet values that it does not expect.",
                "values that do not fit back",
                reversible: null
            )
            : Judgement.Unsafe(
                $"{change}, which older code does not write.",
                "values that do not fit back",
                reversible: null
            );
    }

    private static bool AreSame(FieldDefinition before, FieldDefinition after) =>
        (before.IsForeignKey && after.IsForeignKey && before.IsDjango && after.IsDjango)
        || (before.IsDjango && after.IsDjango && before.Name == after.Name)
        || Array.Exists(
            Same,
            names => names.Contains(before.Name) && names.Contains(after.Name) && before.IsDjango && after.IsDjango
        );

    private static bool IsText(FieldDefinition field) => field.IsDjango && LongestText.ContainsKey(field.Name);

    private static bool Widens(FieldDefinition before, FieldDefinition after) =>
        (IsText(before) && after.Name == "TextField")
        || Array.Exists(
            Widening,
            names => names.Contains(before.Name) && Array.IndexOf(names, after.Name) > Array.IndexOf(names, before.Name)
        );

    private static Judgement? Lengths(FieldDefinition before, FieldDefinition after, string place)
    {
        if (!IsReadable(before) || !IsReadable(after))
        {
            return ValueText.AreEqual(before["max_length"], after["max_length"])
                ? null
                : Judgement.Investigate($"The lengths of the column are not known ({place}).", reversible: null);
        }
        var (old, next) = (Length(before), Length(after));
        if (old == next)
            return null;
        return old is null || next < old
            ? Judgement.Unsafe(
                $"Older code still writes up to {Characters(old)}, and the column takes {Characters(next)}."
            )
            : new(
                Verdict.Clear,
                $"The column takes {Characters(next)} instead of {Characters(old)}.",
                null,
                "values that are too long to fit back"
            );
    }

    private static bool IsReadable(FieldDefinition field) =>
        !field.Has("max_length") || field.Number("max_length") is not null;

    private static long? Length(FieldDefinition field) => field.Number("max_length") ?? LongestText[field.Name];

    private static string Characters(long? length) =>
        length is { } known ? $"{known} characters" : "any number of characters";
}
