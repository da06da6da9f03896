using System.Diagnostics.CodeAnalysis;
using Migrations.Python.Syntax;
using Migrations.Python.Values;

namespace Migrations.Python.Evaluation;

/// <summary>The names of a block and of the blocks around it.</summary>
internal sealed class Scope(Scope? outer = null)
{
    private readonly Dictionary<string, PythonValue> _values = [];
    private readonly Dictionary<string, Statement> _definitions = [];

    /// <summary>
    /// The module that any name may come from (<c>from module import *</c>). Empty when there is none.
    /// </summary>
    public string OpenModule { get; set; } = outer?.OpenModule ?? "";

    /// <summary>The values of this block.</summary>
    public IReadOnlyDictionary<string, PythonValue> Values => _values;

    /// <summary>The names of the functions and classes of this block.</summary>
    public IReadOnlyCollection<string> Definitions => _definitions.Keys;

    /// <summary>The names of this block and the blocks around it whose values can change in place.</summary>
    public IEnumerable<string> Changeable =>
        _values
            .Where(entry => ScopeChanges.CanChange(entry.Value))
            .Select(entry => entry.Key)
            .Concat(
                outer?.Changeable.Where(name => !_values.ContainsKey(name) && !_definitions.ContainsKey(name)) ?? []
            );

    /// <summary>Gives a name a value.</summary>
    public void Bind(string name, PythonValue value)
    {
        _definitions.Remove(name);
        _values[name] = value;
    }

    /// <summary>Gives a name to a function or class.</summary>
    public void Define(string name, Statement definition)
    {
        _values.Remove(name);
        _definitions[name] = definition;
    }

    /// <summary>The value of a name.</summary>
    public bool TryGetValue(string name, [NotNullWhen(true)] out PythonValue? value)
    {
        value = null;
        return _values.TryGetValue(name, out value)
            || (!_definitions.ContainsKey(name) && outer is not null && outer.TryGetValue(name, out value));
    }

    /// <summary>The function or class that has a name.</summary>
    public Statement? Definition(string name) =>
        _definitions.GetValueOrDefault(name) ?? (_values.ContainsKey(name) ? null : outer?.Definition(name));
}
