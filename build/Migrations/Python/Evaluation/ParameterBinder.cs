using Migrations.Python.Syntax;
using Migrations.Python.Values;

namespace Migrations.Python.Evaluation;

/// <summary>Gives the parameters of a function the values of a call (Language Reference 6.3.4).</summary>
internal sealed class ParameterBinder(Evaluator evaluator, FunctionStatement function, Scope outer, Scope inner)
{
    private readonly TokenCursor _cursor = new(evaluator.Text, function.Parameters);

    /// <summary>Binds the values to the parameters.</summary>
    /// <returns>Whether every parameter has got one value, and no value is left over.</returns>
    public bool Bind(List<PythonValue> positional, List<KeyValuePair<string, PythonValue>> keywords, int depth)
    {
        var left = new Queue<PythonValue>(positional);
        var named = keywords.ToLookup(keyword => keyword.Key, keyword => keyword.Value);
        var used = 0;
        while (!_cursor.AtEnd)
        {
            var name = _cursor.TakeName();
            var byDefault = ReadDefault(depth);
            _cursor.Take(",");
            if (_cursor.Trouble is not null)
                return false;

            var given = named[name].ToList();
            used += given.Count;
            if (left.TryDequeue(out var first))
                given.Add(first);
            if (given.Count == 0 && byDefault is not null)
                given.Add(byDefault);
            if (given.Count != 1)
                return false;
            inner.Bind(name, given[0]);
        }
        return left.Count == 0 && used == keywords.Count;
    }

    private PythonValue? ReadDefault(int depth)
    {
        var expressions = new ExpressionParser(_cursor);
        if (_cursor.Take(":"))
            expressions.Read();
        return _cursor.Take("=") ? evaluator.Evaluate(expressions.Read(), outer, depth) : null;
    }
}
