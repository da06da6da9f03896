using Migrations.Python.Values;
using Migrations.Rules.Altering;
using Migrations.Schema;

namespace Migrations.Rules;

/// <summary>
/// Finds the expressions that can be computed for every row that older code writes: no division, no cast, nothing that
/// can overflow, and a result that fits.
/// </summary>
/// <param name="columnOf">The column of a field as older code writes it, or <see langword="null"/>.</param>
internal sealed class GeneratedExpression(Func<string, SchemaColumn?> columnOf)
{
    private static readonly HashSet<string> Shortening =
    [
        .. new[] { "Lower", "Upper", "Trim", "LTrim", "RTrim", "Left", "Right", "Reverse", "Coalesce", "OrderBy" },
        .. new[] { "Greatest", "Least", "Collate" },
    ];

    private static readonly Dictionary<string, long> Digests = new()
    {
        ["MD5"] = 32,
        ["SHA1"] = 40,
        ["SHA224"] = 56,
        ["SHA256"] = 64,
        ["SHA384"] = 96,
        ["SHA512"] = 128,
        ["Length"] = 20,
    };

    /// <summary>Whether a generated field accepts every row. False also when that is not known.</summary>
    public bool AcceptsAll(FieldDefinition field)
    {
        if (field.Flag("null", unset: true) is not true || !IsTotal(field["expression"]))
            return false;
        var output = FieldDefinition.Of(field["output_field"]);
        if (output is null || output.Name == "TextField")
            return output is not null;
        if (ColumnTypes.IsText(output))
            return ColumnTypes.Length(output) is not { } limit
                || (LengthOf(field["expression"]) ?? long.MaxValue) <= limit;
        return Source(field["expression"]) is { } source
            ? ColumnTypes.Compare(source, output, "") is null or { Verdict: not Verdicts.Verdict.Unsafe }
            : field["expression"] is CallValue { Name: "Length" }
                && output.Name is "IntegerField" or "BigIntegerField" or "PositiveIntegerField";
    }

    /// <summary>Whether an expression can be computed for every row. False also when that is not known.</summary>
    public bool IsTotal(PythonValue? expression) =>
        expression switch
        {
            TextValue or LiteralValue or ConstantValue => true,
            CallValue { Name: "F" or "Value" } => true,
            CallValue call when IsDjango(call) => (
                Shortening.Contains(call.Name) || Digests.ContainsKey(call.Name) || call.Name is "Concat" or "OpClass"
            ) && call.Positional.All(IsTotal),
            // "F('a').desc()"
            _ => false,
        };

    /// <summary>The largest number of characters of an expression. <see langword="null"/> for no limit.</summary>
    public long? LengthOf(PythonValue? expression)
    {
        switch (expression)
        {
            case TextValue name:
                return OfColumn(name.Text);
            case CallValue { Name: "F", Positional: [TextValue name, ..] }:
                return OfColumn(name.Text);
            case CallValue { Name: "Value", Positional: [TextValue text, ..] }:
                return text.Text.Length;
            case CallValue call when Digests.TryGetValue(call.Name, out var length):
                return length;
            case CallValue { Name: "Concat" } call:
                return call.Positional.Aggregate((long?)0, (sum, part) => sum + LengthOf(part));
            case CallValue call when Shortening.Contains(call.Name):
                return call.Positional.Select(LengthOf).Aggregate((long?)0, (most, next) => Most(most, next));
            case LiteralValue or ConstantValue:
                return 0;
            default:
                return null;
        }
    }

    private static long? Most(long? left, long? right) =>
        left is { } first && right is { } second ? Math.Max(first, second) : null;

    private static bool IsDjango(CallValue call) =>
        call.Path.StartsWith(DjangoPaths.Models, StringComparison.Ordinal)
        || call.Path.StartsWith(DjangoPaths.Postgres, StringComparison.Ordinal);

    private long? OfColumn(string field) =>
        columnOf(field) is { Stored: { } stored } ? IndexedLength.CharactersOf(stored) : null;

    private FieldDefinition? Source(PythonValue? expression) =>
        expression switch
        {
            TextValue name => columnOf(name.Text)?.Stored,
            CallValue { Name: "F", Positional: [TextValue name, ..] } => columnOf(name.Text)?.Stored,
            _ => null,
        };
}
