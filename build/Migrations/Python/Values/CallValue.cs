namespace Migrations.Python.Values;

/// <summary>A call: an operation, a field, an expression of the database.</summary>
internal sealed class CallValue : PythonValue
{
    /// <summary>Creates a call.</summary>
    /// <param name="target">The value that is called.</param>
    /// <param name="positional">The arguments by place.</param>
    /// <param name="keywords">The arguments by name, in order.</param>
    public CallValue(
        PythonValue target,
        IReadOnlyList<PythonValue> positional,
        IReadOnlyList<KeyValuePair<string, PythonValue>> keywords
    )
    {
        Target = target;
        Positional = positional;
        Keywords = keywords;
        Include(target);
        foreach (var value in positional)
            Include(value);
        foreach (var (_, value) in keywords)
            Include(value);
    }

    /// <summary>The value that is called.</summary>
    public PythonValue Target { get; }

    /// <summary>The arguments by place.</summary>
    public IReadOnlyList<PythonValue> Positional { get; }

    /// <summary>The arguments by name, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, PythonValue>> Keywords { get; }

    /// <summary>The full name of the called value. Empty for a definition of the same file.</summary>
    public string Path => (Target as ReferenceValue)?.Path ?? "";

    /// <summary>The last part of the called value's name.</summary>
    public string Name => (Target as ReferenceValue)?.Name ?? (Target as DefinitionValue)?.Name ?? "";

    /// <summary>The argument of a name, or <see langword="null"/>.</summary>
    public PythonValue? this[string keyword] => Keywords.LastOrDefault(entry => entry.Key == keyword).Value;
}
