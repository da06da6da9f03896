using Migrations.Python.Syntax;
using Migrations.Python.Values;

namespace Migrations.Python.Evaluation;

/// <summary>
/// Decides conditions whose parts are known, such as the kind of database.
/// </summary>
internal static class Conditions
{
    private static readonly string[] VendorNames =
    [
        "django.db.connection.vendor",
        "django.db.backends.base.base.BaseDatabaseWrapper.vendor",
    ];

    /// <summary>The value of one of Django's names. <see langword="null"/> where it is not known.</summary>
    /// <param name="path">The name with its module.</param>
    /// <param name="vendor">The kind of database in Django's words, where it is known.</param>
    /// <param name="line">The line where the name stands.</param>
    public static PythonValue? Known(string path, string? vendor, int line) =>
        vendor is not null && VendorNames.Contains(path) ? new TextValue(vendor) { Line = line } : null;

    /// <summary>
    /// The result of a comparison. <see langword="null"/> when it is not known, or the expression is no comparison.
    /// </summary>
    /// <param name="expression">The comparison.</param>
    /// <param name="left">Its left side.</param>
    /// <param name="right">Its right side.</param>
    public static PythonValue? Compare(BinaryExpression expression, PythonValue left, PythonValue right) =>
        expression.Name switch
        {
            "==" or "is" => Constant(AreEqual(left, right), expression.Line),
            "!=" or "is not" => Constant(!AreEqual(left, right), expression.Line),
            "in" => Constant(IsIn(left, right), expression.Line),
            "not in" => Constant(!IsIn(left, right), expression.Line),
            "and" => Holds(left) is { } first ? (first ? right : left)
            : Holds(right) is false ? right
            : null,
            "or" => Holds(left) is { } first ? (first ? left : right)
            : Holds(right) is true ? right
            : null,
            _ => null,
        };

    /// <summary>The opposite of a condition. <see langword="null"/> when it is not known.</summary>
    public static PythonValue? Not(UnaryExpression expression, PythonValue operand) =>
        expression.Name == "not" ? Constant(!Holds(operand), expression.Line) : null;

    /// <summary>Whether a value counts as true. <see langword="null"/> when that is not known.</summary>
    public static bool? Holds(PythonValue value) =>
        value switch
        {
            ConstantValue constant => constant.Name == "True",
            TextValue text => text.Text.Length > 0,
            SequenceValue { Items.Count: 0 } or MappingValue { Entries.Count: 0 } => false,
            SequenceValue { IsKnown: true } or MappingValue { IsKnown: true } => true,
            _ => null,
        };

    private static bool? AreEqual(PythonValue left, PythonValue right) =>
        IsPlain(left) && IsPlain(right) ? ValueText.AreEqual(left, right) : null;

    private static bool? IsIn(PythonValue item, PythonValue all) =>
        (item, all) switch
        {
            (TextValue part, TextValue whole) => whole.Text.Contains(part.Text, StringComparison.Ordinal),
            (_, SequenceValue sequence) when IsPlain(item) && sequence.Items.All(IsPlain) => sequence.Items.Any(each =>
                ValueText.AreEqual(each, item)
            ),
            _ => null,
        };

    private static bool IsPlain(PythonValue value) => value is TextValue or LiteralValue or ConstantValue;

    private static ConstantValue? Constant(bool? value, int line) =>
        value is { } known ? new ConstantValue(known ? "True" : "False") { Line = line } : null;
}
