using Migrations.Python.Syntax;
using Migrations.Python.Values;

namespace Migrations.Python.Evaluation;

/// <summary>Finds the values of calls. A function of the file that only returns something is followed.</summary>
internal sealed class CallEvaluator(Evaluator evaluator)
{
    /// <summary>The name for arguments that only the running program knows.</summary>
    public const string UnknownArguments = "**";

    private const int DeepestCall = 10;

    /// <summary>The value of a call.</summary>
    public PythonValue Evaluate(CallExpression call, Scope scope, int depth)
    {
        var positional = new List<PythonValue>();
        var keywords = new List<KeyValuePair<string, PythonValue>>();
        foreach (var argument in call.Arguments)
            Add(argument, evaluator.Evaluate(argument.Value, scope, depth), positional, keywords);

        if (call.Target is NameExpression name && !scope.TryGetValue(name.Name, out _))
        {
            if (scope.Definition(name.Name) is FunctionStatement function)
                return Follow(function, positional, keywords, scope, depth) ?? Unfollowed(call, name);
        }
        var target = evaluator.Evaluate(call.Target, scope, depth);
        return target switch
        {
            ReferenceValue { Path: "list" or "tuple" or "dict" } builtIn => Convert(builtIn, positional, keywords)
                ?? evaluator.Unknown(call, $"a call of {builtIn.Path}"),
            ReferenceValue or DefinitionValue => new CallValue(target, positional, keywords) { Line = call.Line },
            _ => evaluator.Unknown(call, "a call of something unknown"),
        };
    }

    private UnknownValue Unfollowed(CallExpression call, NameExpression name) =>
        evaluator.Unknown(call, $"a call of {name.Name}()");

    private static void Add(
        Argument argument,
        PythonValue value,
        List<PythonValue> positional,
        List<KeyValuePair<string, PythonValue>> keywords
    )
    {
        switch (argument.Kind)
        {
            case ArgumentKind.Positional:
                positional.Add(value);
                break;
            case ArgumentKind.Keyword:
                keywords.Add(new(argument.Name, value));
                break;
            case ArgumentKind.Items when value is SequenceValue { Kind: not CollectionKind.Set } items:
                positional.AddRange(items.Items);
                break;
            case ArgumentKind.Entries
                when value is MappingValue mapping && mapping.Entries.All(entry => entry.Key is TextValue):
                keywords.AddRange(
                    mapping.Entries.Select(entry => KeyValuePair.Create(((TextValue)entry.Key).Text, entry.Value))
                );
                break;
            default:
                keywords.Add(new(UnknownArguments, value));
                break;
        }
    }

    private static PythonValue? Convert(
        ReferenceValue type,
        List<PythonValue> positional,
        List<KeyValuePair<string, PythonValue>> keywords
    )
    {
        if (type.Path == "dict")
        {
            return positional.Count == 0 && keywords.TrueForAll(entry => entry.Key != UnknownArguments)
                ? new MappingValue([.. keywords.Select(Entry)]) { Line = type.Line }
                : null;
        }
        var kind = type.Path == "list" ? CollectionKind.List : CollectionKind.Tuple;
        return positional switch
        {
            [] when keywords.Count == 0 => new SequenceValue(kind, []) { Line = type.Line },
            [SequenceValue { Kind: not CollectionKind.Set } items] => new SequenceValue(kind, items.Items)
            {
                Line = type.Line,
            },
            _ => null,
        };
    }

    private static KeyValuePair<PythonValue, PythonValue> Entry(KeyValuePair<string, PythonValue> keyword) =>
        new(new TextValue(keyword.Key) { Line = keyword.Value.Line }, keyword.Value);

    private PythonValue? Follow(
        FunctionStatement function,
        List<PythonValue> positional,
        List<KeyValuePair<string, PythonValue>> keywords,
        Scope scope,
        int depth
    )
    {
        if (!function.IsPlain || depth >= DeepestCall)
            return null;
        var inner = new Scope(scope);
        if (!new ParameterBinder(evaluator, function, scope, inner).Bind(positional, keywords, depth))
            return null;
        var body = evaluator.Code.StatementsOf(function);
        var documentation = body is [ExpressionStatement { Value: LiteralExpression }, ..] ? 1 : 0;
        return body.Count == documentation + 1 && body[documentation] is ReturnStatement { Value: { } value }
            ? evaluator.Evaluate(value, inner, depth + 1)
            : null;
    }
}
