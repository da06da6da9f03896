using System.Globalization;
using Migrations.Python.Values;

namespace Migrations.Schema;

/// <summary>
/// Reads the expression of a default that SQL sets. What it means depends on the column's type: <c>'7'</c> is a number
/// in a column of numbers.
/// </summary>
internal static class SqlDefaultValue
{
    private static readonly string[] Texts = ["CharField", "EmailField", "SlugField", "TextField", "URLField"];

    /// <summary>The value of a default. <see langword="null"/> where the default is NULL.</summary>
    /// <param name="field">The column's field; <see langword="null"/> when it is not known.</param>
    /// <param name="expression">The expression. Strings and numbers stand in single quotes.</param>
    /// <param name="line">The line of the operation.</param>
    public static PythonValue? Of(FieldDefinition? field, string expression, int line)
    {
        if (expression == "null" || expression.StartsWith("null :", StringComparison.Ordinal))
            return null;
        return field is { IsDjango: true } known && ValueOf(known, expression, line) is { } value
            ? value
            : new UnknownValue("SQL", expression) { Line = line };
    }

    private static PythonValue? ValueOf(FieldDefinition field, string expression, int line)
    {
        if (field.Name == "BooleanField" && expression is "true" or "false")
            return new ConstantValue(expression == "true" ? "True" : "False") { Line = line };
        if (LiteralOf(expression) is not { } literal)
            return null;
        if (Texts.Contains(field.Name))
            return new TextValue(literal) { Line = line };
        return
            field.Name.EndsWith("IntegerField", StringComparison.Ordinal)
            && long.TryParse(literal, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new LiteralValue(number.ToString(CultureInfo.InvariantCulture)) { Line = line }
            : null;
    }

    private static string? LiteralOf(string expression) =>
        expression is ['\'', .. var inner, '\''] && !inner.Contains('\'', StringComparison.Ordinal) ? inner : null;
}
