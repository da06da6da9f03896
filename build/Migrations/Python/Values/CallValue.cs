namespace Migrations.Python.Values;

/// <summary>A call of something: an operation, a field, an expression of the database.</summary>
internal sealed class CallValue : PythonValue
{
    /// <summary>Creates it.</summary>
    /// <param name="target">What is called.</param>
    /// <param name="positional">What it is given by place.</param>
    /// <param name="keywords">What it is given by name, in order.</param>
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

    /// <summary>What is called.</summary>
    public PythonValue Target { get; }

    /// <summary>What it is given by place.</summary>
    public IReadOnlyList<PythonValue> Positional { get; }

    /// <summary>What it is given by name, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, PythonValue>> Keywords { get; }

    /// <summary>The full name of what is called; empty for something of the same file.</summary>
    public string Path => (Target as ReferenceValue)?.Path ?? "";

    /// <summary>The last part of the name of what is called.</summary>
    public string Name => (Target as ReferenceValue)?.Name ?? (Target as DefinitionValue)?.Name ?? "";

    /// <summary>What it is given by a name, or <see langword="null"/>.</summary>
    public PythonValue? this[string keyword] => Keywords.LastOrDefault(entry => entry.Key == keyword).Value;
}
