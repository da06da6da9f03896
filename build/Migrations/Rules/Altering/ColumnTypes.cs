using Migrations.Python.Values;
using Migrations.Schema;
using Migrations.Verdicts;

namespace Migrations.Rules.Altering;

/// <summary>Compares the types of two columns.</summary>
internal static class ColumnTypes
{
    // The length of a field that names none (Django, the fields' __init__).
    private static readonly Dictionary<string, long?> LongestText = new()
    {
        ["CharField"] = null,
        ["CommaSeparatedIntegerField"] = null,
        ["EmailField"] = 254,
        ["FileField"] = 100,
        ["FilePathField"] = 100,
        ["ImageField"] = 100,
        ["SlugField"] = 50,
        ["URLField"] = 200,
    };

    private static readonly string[] Boolean = ["BooleanField", "NullBooleanField"];

    /// <summary>The judgement of two different types. <see langword="null"/> when the types are the same.</summary>
    public static Judgement? Compare(FieldDefinition before, FieldDefinition after, string place)
    {
        if (IsText(before) && IsText(after))
            return Lengths(before, after, place);
        if (AreNamedAlike(before, after))
            return Parameters(before, after, place);
        if (Boolean.Contains(before.Name) && Boolean.Contains(after.Name) && before.IsDjango && after.IsDjango)
            return null;
        if (!before.IsDjango || !after.IsDjango)
            return Judgement.Investigate(
                $"{before.Name} or {after.Name} is not a field of Django, so its column in the database is not known ({place}).",
                Judgement.Unknown,
                reversible: null
            );
        if (IntegerWidth.Compare(before, after) is { } number)
            return number;
        return IsText(before) && after.Name == "TextField"
            ? Wider(before, after)
            : Judgement.Unsafe(
                $"The column changes from {before.Name} to {after.Name}, and older code writes values of the former type.",
                "values that do not fit back",
                reversible: null
            );
    }

    /// <summary>The judgement of a column that takes more than older code expects.</summary>
    public static Judgement Wider(FieldDefinition before, FieldDefinition after) =>
        Judgement.Investigate(
            $"The column changes from {before.Name} to {after.Name}: older code may meet values that it does not expect.",
            "values that do not fit back",
            reversible: null
        );

    /// <summary>Whether a field is one of Django's texts with a length.</summary>
    public static bool IsText(FieldDefinition field) => field.IsDjango && LongestText.ContainsKey(field.Name);

    /// <summary>The largest number of characters of such a text. <see langword="null"/> for no limit.</summary>
    public static long? Length(FieldDefinition field) => field.Number("max_length") ?? LongestText[field.Name];

    // One of the project's own classes may have moved to another module.
    private static bool AreNamedAlike(FieldDefinition before, FieldDefinition after) =>
        before.Name == after.Name && before.IsDjango == after.IsDjango;

    private static Judgement? Parameters(FieldDefinition before, FieldDefinition after, string place)
    {
        if (before.Has("base_field") || after.Has("base_field"))
            return
                FieldDefinition.Of(before["base_field"]) is { IsComplete: true } inner
                && FieldDefinition.Of(after["base_field"]) is { IsComplete: true } next
                ? Compare(inner, next, place)
                : Judgement.Investigate($"What the array holds is not known ({place}).", reversible: null);
        if (!before.IsDjango && !ValueText.AreEqual(before["max_length"], after["max_length"]))
            return Custom(before, after, place);
        return Digits(before, after, place);
    }

    private static Judgement? Custom(FieldDefinition before, FieldDefinition after, string place) =>
        before.Number("max_length") is { } old && after.Number("max_length") is { } next
            ? Longer(old, next)
            : Judgement.Investigate($"The lengths of the column are not known ({place}).", reversible: null);

    private static Judgement? Lengths(FieldDefinition before, FieldDefinition after, string place)
    {
        if (!IsReadable(before) || !IsReadable(after))
        {
            return ValueText.AreEqual(before["max_length"], after["max_length"])
                ? null
                : Judgement.Investigate($"The lengths of the column are not known ({place}).", reversible: null);
        }
        var (old, next) = (Length(before), Length(after));
        return old == next ? null : Longer(old, next);
    }

    private static Judgement Longer(long? old, long? next) =>
        old is null || next < old
            ? Judgement.Unsafe(
                $"Older code still writes up to {Characters(old)}, and the column takes {Characters(next)}."
            )
            : new(
                Verdict.Clear,
                $"The column takes {Characters(next)} instead of {Characters(old)}.",
                null,
                "values that are too long to fit back"
            );

    private static bool IsReadable(FieldDefinition field) =>
        !field.Has("max_length") || field.Number("max_length") is not null;

    private static string Characters(long? length) =>
        length is { } known ? $"{known} characters" : "any number of characters";

    private static Judgement? Digits(FieldDefinition before, FieldDefinition after, string place)
    {
        if (
            ValueText.AreEqual(before["max_digits"], after["max_digits"])
            && ValueText.AreEqual(before["decimal_places"], after["decimal_places"])
        )
            return null;
        var (oldDigits, oldPlaces) = (before.Number("max_digits"), before.Number("decimal_places"));
        var (digits, places) = (after.Number("max_digits"), after.Number("decimal_places"));
        if ((oldDigits, oldPlaces, digits, places) is not ({ }, { }, { }, { }))
            return Judgement.Investigate($"The digits of the column are not known ({place}).", reversible: null);
        return places >= oldPlaces && digits - places >= oldDigits - oldPlaces
            ? Judgement.Investigate(
                "Older code may meet numbers with more digits than it expects.",
                "digits that do not fit back",
                reversible: null
            )
            : Judgement.Unsafe("Numbers that older code writes do not fit any more.", reversible: null);
    }
}
