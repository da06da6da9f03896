namespace Migrations.Python.Values;

/// <summary>Something of another module, or built in.</summary>
internal sealed class ReferenceValue(string path) : PythonValue
{
    /// <summary>Its full name, as <see cref="DjangoPaths"/> spells it.</summary>
    public string Path => path;

    /// <summary>The last part of its name.</summary>
    public string Name => path[(path.LastIndexOf('.') + 1)..];
}
