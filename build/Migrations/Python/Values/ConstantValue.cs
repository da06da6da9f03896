namespace Migrations.Python.Values;

/// <summary><c>True</c>, <c>False</c> or <c>None</c>.</summary>
internal sealed class ConstantValue(string name) : PythonValue
{
    /// <summary>The constant's name.</summary>
    public string Name => name;
}
