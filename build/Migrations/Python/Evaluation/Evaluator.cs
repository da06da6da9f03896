using Migrations.Python.Syntax;
using Migrations.Python.Values;

namespace Migrations.Python.Evaluation;

/// <summary>
/// Finds the values of expressions without running anything. An expression that cannot be known becomes
/// <see cref="UnknownValue"/>.
/// </summary>
internal sealed class Evaluator
{
    /// <summary>The prefix of the path of a call that represents an operator.</summary>
    public const string Operator = "operator.";

    private const int GreatestHeight = 300;
    private const long GreatestSize = 4_000_000;

    private readonly Fingerprints _fingerprints;
    private readonly EvaluationBudget _budget;
    private readonly CallEvaluator _calls;
    private readonly DefinitionReader _definitions;

    private readonly string? _vendor;

    /// <summary>Creates an evaluator for one file.</summary>
    public Evaluator(PythonText text, Fingerprints fingerprints, EvaluationBudget budget, string? vendor)
    {
        _vendor = vendor;
        Code = new(text, budget);
        _fingerprints = fingerprints;
        _budget = budget;
        _calls = new(this);
        _definitions = new(Code, fingerprints);
    }

    /// <summary>The file's functions and classes.</summary>
    public FileCode Code { get; }

    /// <summary>The file's text.</summary>
    public PythonText Text => Code.Text;

    /// <summary>The value of an expression.</summary>
    public PythonValue Evaluate(Expression expression, Scope scope, int depth = 0)
    {
        if (!_budget.Spend(1))
            return Unknown(expression, "more than can be followed");
        var value = expression switch
        {
            LiteralExpression literal => Literal(literal),
            NameExpression name => Name(name, scope),
            AttributeExpression attribute => Attribute(attribute, scope, depth),
            CollectionExpression collection => Collection(collection, scope, depth),
            DictionaryExpression dictionary => Dictionary(dictionary, scope, depth),
            BinaryExpression { Name: "+" } sum => Sum(sum, scope, depth),
            BinaryExpression binary => Binary(binary, scope, depth),
            UnaryExpression unary => Unary(unary, Evaluate(unary.Operand, scope, depth)),
            ConditionalExpression choice => Choice(choice, scope, depth),
            CallExpression call => _calls.Evaluate(call, scope, depth),
            OpaqueExpression opaque => Unknown(opaque, opaque.What),
            _ => Unknown(expression, "an expression"),
        };
        return value.Height <= GreatestHeight && value.Size <= GreatestSize && _budget.Spend(0)
            ? value
            : Unknown(expression, "more than can be followed");
    }

    /// <summary>The sum of two lists, tuples or strings.</summary>
    public PythonValue Sum(Expression whole, PythonValue left, PythonValue right)
    {
        if (
            left is TextValue first
            && right is TextValue second
            && _budget.Spend(first.Text.Length + second.Text.Length)
        )
            return new TextValue(first.Text + second.Text) { Line = left.Line };
        var kind = (left as SequenceValue ?? right as SequenceValue)?.Kind;
        if (kind is not { } known || Items(left, known) is not { } before || Items(right, known) is not { } after)
            return Unknown(whole, "a sum");
        return _budget.Spend(before.Count + after.Count)
            ? new SequenceValue(known, [.. before, .. after]) { Line = left.Line }
            : Unknown(whole, "more than can be followed");
    }

    /// <summary>The value of an expression that cannot be known.</summary>
    public UnknownValue Unknown(Expression expression, string what) =>
        new(what, _fingerprints.Of(expression.Range)) { Line = expression.Line };

    // An unknown operand may be any number of items.
    private static IReadOnlyList<PythonValue>? Items(PythonValue value, CollectionKind kind) =>
        value switch
        {
            SequenceValue sequence when sequence.Kind == kind => sequence.Items,
            UnknownValue => [value],
            _ => null,
        };

    private static PythonValue Literal(LiteralExpression literal) =>
        literal.Kind switch
        {
            LiteralKind.Text => new TextValue(literal.Value) { Line = literal.Line },
            LiteralKind.Bytes => new LiteralValue($"b'{literal.Value}'") { Line = literal.Line },
            _ => new LiteralValue(literal.Value) { Line = literal.Line },
        };

    private PythonValue Name(NameExpression expression, Scope scope)
    {
        var name = expression.Name;
        if (name is "True" or "False" or "None")
            return new ConstantValue(name) { Line = expression.Line };
        if (scope.TryGetValue(name, out var value))
            return value;
        if (scope.Definition(name) is { } definition)
            return _definitions.Read(definition, name, scope);
        if (BuiltIns.Contains(name))
            return new ReferenceValue(name) { Line = expression.Line };
        return scope.OpenModule.Length > 0
            ? new ReferenceValue(DjangoPaths.Normalize($"{scope.OpenModule}.{name}")) { Line = expression.Line }
            : Unknown(expression, $"the name '{name}'");
    }

    private PythonValue Attribute(AttributeExpression expression, Scope scope, int depth) =>
        Evaluate(expression.Target, scope, depth) switch
        {
            ReferenceValue target => Conditions.Known($"{target.Path}.{expression.Name}", _vendor, expression.Line)
                ?? new ReferenceValue(DjangoPaths.Normalize($"{target.Path}.{expression.Name}"))
                {
                    Line = expression.Line,
                },
            DefinitionValue or UnknownValue { IsOfFile: true } => Unknown(
                expression,
                $"{UnknownValue.Attribute}{expression.Name}'{UnknownValue.OfFile}"
            ),
            _ => Unknown(expression, $"{UnknownValue.Attribute}{expression.Name}'"),
        };

    private SequenceValue Collection(CollectionExpression expression, Scope scope, int depth)
    {
        var items = new List<PythonValue>(expression.Items.Count);
        foreach (var item in expression.Items)
        {
            if (item is not StarredExpression starred)
                items.Add(Evaluate(item, scope, depth));
            else if (Evaluate(starred.Items, scope, depth) is SequenceValue inner && _budget.Spend(inner.Items.Count))
                items.AddRange(inner.Items);
            else
                items.Add(Unknown(starred, "unpacked items"));
        }
        return new(expression.Kind, items) { Line = expression.Line };
    }

    private PythonValue Dictionary(DictionaryExpression expression, Scope scope, int depth)
    {
        var entries = new List<KeyValuePair<PythonValue, PythonValue>>(expression.Entries.Count);
        foreach (var (key, value) in expression.Entries)
        {
            var known = Evaluate(value, scope, depth);
            if (key is not null)
                entries.Add(new(Evaluate(key, scope, depth), known));
            else if (known is MappingValue inner && _budget.Spend(inner.Entries.Count))
                entries.AddRange(inner.Entries);
            else
                return Unknown(expression, "an unpacked dictionary");
        }
        return new MappingValue(entries) { Line = expression.Line };
    }

    private PythonValue Sum(BinaryExpression sum, Scope scope, int depth)
    {
        var (left, right) = (Evaluate(sum.Left, scope, depth), Evaluate(sum.Right, scope, depth));
        return Combine(sum, [left, right]) ?? Sum(sum, left, right);
    }

    private PythonValue Binary(BinaryExpression binary, Scope scope, int depth)
    {
        var (left, right) = (Evaluate(binary.Left, scope, depth), Evaluate(binary.Right, scope, depth));
        return Conditions.Compare(binary, left, right)
            ?? Combine(binary, [left, right])
            ?? Unknown(binary, $"the operator '{binary.Name}'");
    }

    private PythonValue Unary(UnaryExpression unary, PythonValue operand) =>
        Conditions.Not(unary, operand) ?? Combine(unary, operand) ?? Unknown(unary, $"the operator '{unary.Name}'");

    private PythonValue Choice(ConditionalExpression choice, Scope scope, int depth) =>
        Conditions.Holds(Evaluate(choice.Condition, scope, depth)) switch
        {
            true => Evaluate(choice.Then, scope, depth),
            false => Evaluate(choice.Otherwise, scope, depth),
            null => Unknown(choice, "a conditional expression"),
        };

    // Operators combine conditions and expressions of the database: Q(a=1) | Q(b=2), F("a") + 1.
    private static PythonValue? Combine(BinaryExpression whole, IReadOnlyList<PythonValue> operands) =>
        operands.Any(IsOfDatabase) ? Operation(whole.Name, whole.Line, operands) : null;

    private static PythonValue? Combine(UnaryExpression whole, PythonValue operand) =>
        IsOfDatabase(operand) ? Operation(whole.Name, whole.Line, [operand]) : null;

    private static CallValue Operation(string name, int line, IReadOnlyList<PythonValue> operands) =>
        new(new ReferenceValue(Operator + name) { Line = line }, operands, []) { Line = line };

    private static bool IsOfDatabase(PythonValue value) =>
        value is CallValue call
        && (
            call.Path.StartsWith(DjangoPaths.Models, StringComparison.Ordinal)
            || call.Path.StartsWith(DjangoPaths.Postgres, StringComparison.Ordinal)
            || call.Path.StartsWith(Operator, StringComparison.Ordinal)
        );
}
