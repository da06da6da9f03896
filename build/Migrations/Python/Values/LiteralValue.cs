namespace Migrations.Python.Values;

/// <summary>A number or bytes.</summary>
internal sealed class LiteralValue(string text) : PythonValue
{
    /// <summary>The literal's text, in one spelling.</summary>
    public string Text => text;
}
