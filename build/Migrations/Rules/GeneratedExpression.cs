using System.Collections.Frozen;
using Migrations.Python.Values;

namespace Migrations.Rules;

/// <summary>
/// Tells which expressions of generated columns take any row: no division, no cast, nothing that can overflow.
/// </summary>
internal static class GeneratedExpression
{
    private static readonly FrozenSet<string> Total = FrozenSet.Create([
        .. new[]
        {
            "F",
            "Value",
            "Lower",
            "Upper",
            "Trim",
            "LTrim",
            "RTrim",
            "Concat",
            "Coalesce",
            "Length",
            "Greatest",
        },
        .. new[] { "Least", "Left", "Right", "Reverse", "MD5", "SHA256" },
    ]);

    /// <summary>Whether no row can be rejected; false as well when that is not known.</summary>
    public static bool AcceptsAll(PythonValue? expression) =>
        expression switch
        {
            TextValue or LiteralValue or ConstantValue => true,
            CallValue call => call.Path.StartsWith(DjangoPaths.Models, StringComparison.Ordinal)
                && Total.Contains(call.Name)
                && call.Positional.All(AcceptsAll)
                && call.Keywords.All(keyword => keyword.Key == "output_field" || AcceptsAll(keyword.Value)),
            _ => false,
        };
}
