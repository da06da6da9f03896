using Migrations.Python.Evaluation;
using Migrations.Python.Values;

namespace Migrations.Rules.OlderCode;

/// <summary>The possible results of a condition for a row, as SQL has them, and what is known about them.</summary>
internal enum Truth
{
    /// <summary>The condition holds.</summary>
    True,

    /// <summary>The condition does not hold.</summary>
    False,

    /// <summary>The condition is NULL. A check accepts the row.</summary>
    Null,

    /// <summary>The condition holds or is NULL.</summary>
    NotFalse,

    /// <summary>The result depends on the row.</summary>
    Unknown,
}

/// <summary>Finds the result of a condition (Django's <c>Q</c>) for rows that older code writes.</summary>
internal static class QueryCondition
{
    private const string Query = DjangoPaths.Models + "Q";

    /// <summary>The result of a condition.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="written">
    /// The value that older code leaves in a field (none where it may write any value), and whether the field is never
    /// NULL.
    /// </param>
    public static Truth Of(PythonValue condition, Func<string, (PythonValue? Value, bool IsFilled)> written) =>
        condition switch
        {
            CallValue { Path: Query } query => OfQuery(query, written),
            CallValue { Path: Evaluator.Operator + "&", Positional: [var left, var right] } => All([
                Of(left, written),
                Of(right, written),
            ]),
            CallValue { Path: Evaluator.Operator + "|", Positional: [var left, var right] } => Any([
                Of(left, written),
                Of(right, written),
            ]),
            CallValue { Path: Evaluator.Operator + "~", Positional: [var inner] } => Not(Of(inner, written)),
            _ => Truth.Unknown,
        };

    private static Truth OfQuery(CallValue query, Func<string, (PythonValue? Value, bool IsFilled)> written)
    {
        var parts = query
            .Positional.Select(part =>
                part is SequenceValue { Items: [TextValue name, var value] }
                    ? Lookup(name.Text, value, written)
                    : Of(part, written)
            )
            .Concat(
                query
                    .Keywords.Where(keyword => keyword.Key is not ("_connector" or "_negated"))
                    .Select(keyword => Lookup(keyword.Key, keyword.Value, written))
            )
            .ToList();
        var whole = query["_connector"] is TextValue { Text: "OR" } ? Any(parts) : All(parts);
        return query["_negated"] is ConstantValue { Name: "True" } ? Not(whole) : whole;
    }

    private static Truth Lookup(
        string name,
        PythonValue expected,
        Func<string, (PythonValue? Value, bool IsFilled)> written
    )
    {
        var parts = name.Split("__");
        if (parts.Length > 2)
            return Truth.Unknown;
        var lookup = parts.Length == 2 ? parts[1] : "exact";
        var (value, isFilled) = written(parts[0]);
        if (lookup == "isnull" && expected is ConstantValue { Name: "True" or "False" } wanted)
            return IsNull(value, isFilled, wanted.Name == "True");
        if (value is ConstantValue { Name: "None" })
            return expected is ConstantValue { Name: "None" } ? Truth.True : Truth.Null;
        return lookup switch
        {
            "exact" when IsPlain(value) && IsPlain(expected) => From(ValueText.Of(value!) == ValueText.Of(expected)),
            "in" when IsPlain(value) && expected is SequenceValue { IsKnown: true } list => From(
                list.Items.Any(item => ValueText.AreEqual(item, value))
            ),
            "gt" or "gte" or "lt" or "lte" => Compare(lookup, value, expected),
            _ => Truth.Unknown,
        };
    }

    private static Truth IsNull(PythonValue? value, bool isFilled, bool wanted) =>
        value is ConstantValue { Name: "None" } ? From(wanted)
        : isFilled || IsPlain(value) ? From(!wanted)
        : Truth.Unknown;

    private static Truth Compare(string lookup, PythonValue? value, PythonValue expected)
    {
        if (Number(value) is not { } left || Number(expected) is not { } right)
            return Truth.Unknown;
        return From(
            lookup switch
            {
                "gt" => left > right,
                "gte" => left >= right,
                "lt" => left < right,
                _ => left <= right,
            }
        );
    }

    private static decimal? Number(PythonValue? value) =>
        value is LiteralValue literal
        && decimal.TryParse(literal.Text, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static bool IsPlain(PythonValue? value) =>
        value is TextValue or LiteralValue or ConstantValue { Name: "True" or "False" };

    private static Truth From(bool value) => value ? Truth.True : Truth.False;

    private static Truth All(IReadOnlyCollection<Truth> parts) =>
        parts.Contains(Truth.False) ? Truth.False
        : parts.Contains(Truth.Unknown) ? Truth.Unknown
        : parts.Contains(Truth.NotFalse) ? Truth.NotFalse
        : parts.Contains(Truth.Null) ? Truth.Null
        : Truth.True;

    private static Truth Any(IReadOnlyCollection<Truth> parts) =>
        parts.Contains(Truth.True) ? Truth.True
        : parts.Contains(Truth.Unknown) ? Truth.Unknown
        : parts.Contains(Truth.NotFalse) ? Truth.NotFalse
        : parts.Contains(Truth.Null) ? Truth.Null
        : Truth.False;

    // Django adds IS NOT NULL to a negated condition, so that NULL may become true.
    private static Truth Not(Truth truth) =>
        truth switch
        {
            Truth.True => Truth.False,
            Truth.False => Truth.True,
            Truth.Null => Truth.NotFalse,
            Truth.NotFalse or Truth.Unknown => Truth.Unknown,
        };
}
