namespace Migrations.Python.Values;

/// <summary>A number or bytes.</summary>
internal sealed class LiteralValue(string text) : PythonValue
{
    /// <summary>It as text, in one way of several to write it.</summary>
    public string Text => text;
}
