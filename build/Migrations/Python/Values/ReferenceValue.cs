namespace Migrations.Python.Values;

/// <summary>A reference to a name of another module, or to a built-in one.</summary>
internal sealed class ReferenceValue(string path) : PythonValue
{
    /// <summary>The full name, as <see cref="DjangoPaths"/> spells it.</summary>
    public string Path => path;

    /// <summary>The last part of the full name.</summary>
    public string Name => path[(path.LastIndexOf('.') + 1)..];
}
