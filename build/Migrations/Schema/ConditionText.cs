using Migrations.Python.Evaluation;
using Migrations.Python.Values;

namespace Migrations.Schema;

/// <summary>
/// Writes conditions in one spelling: <c>Q(a=1, b=2)</c>, <c>Q(("a", 1), ("b", 2))</c> and <c>Q(b=2) &amp; Q(a=1)</c>
/// are the same.
/// </summary>
internal static class ConditionText
{
    private const string And = "AND";
    private const string Or = "OR";

    /// <summary>The text of a condition.</summary>
    public static string Of(PythonValue condition)
    {
        var (connector, parts) = Parts(condition);
        return parts.Count == 1 ? parts[0] : $"{connector}({string.Join(',', parts.Order(StringComparer.Ordinal))})";
    }

    private static (string Connector, List<string> Parts) Parts(PythonValue condition) =>
        condition switch
        {
            CallValue { Path: Evaluator.Operator + "&", Positional: [var left, var right] } => (
                And,
                [.. Within(left, And), .. Within(right, And)]
            ),
            CallValue { Path: Evaluator.Operator + "|", Positional: [var left, var right] } => (
                Or,
                [.. Within(left, Or), .. Within(right, Or)]
            ),
            CallValue { Path: Evaluator.Operator + "~", Positional: [var inner] } => (And, [$"NOT({Of(inner)})"]),
            CallValue { Path: DjangoPaths.Models + "Q" } query => OfQuery(query),
            _ => (And, [ValueText.Of(condition)]),
        };

    private static (string Connector, List<string> Parts) OfQuery(CallValue query)
    {
        var connector = query["_connector"] is TextValue { Text: Or } ? Or : And;
        List<string> parts =
        [
            .. query.Positional.SelectMany(part =>
                part is SequenceValue { Items: [TextValue name, var value] }
                    ? [$"{name.Text}={ValueText.Of(value)}"]
                    : Within(part, connector)
            ),
            .. query
                .Keywords.Where(keyword => keyword.Key is not ("_connector" or "_negated"))
                .Select(keyword => $"{keyword.Key}={ValueText.Of(keyword.Value)}"),
        ];
        if (query["_negated"] is not ConstantValue { Name: "True" })
            return (connector, parts);
        var inner =
            parts.Count == 1 ? parts[0] : $"{connector}({string.Join(',', parts.Order(StringComparer.Ordinal))})";
        return (And, [$"NOT({inner})"]);
    }

    private static IEnumerable<string> Within(PythonValue part, string connector)
    {
        var (own, parts) = Parts(part);
        return own == connector || parts.Count == 1 ? parts : [Of(part)];
    }
}
