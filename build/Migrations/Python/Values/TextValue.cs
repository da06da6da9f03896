namespace Migrations.Python.Values;

/// <summary>A string.</summary>
internal sealed class TextValue : PythonValue
{
    /// <summary>Creates a string.</summary>
    public TextValue(string text)
    {
        Text = text;
        Size = 1 + text.Length;
    }

    /// <summary>The string's characters.</summary>
    public string Text { get; }
}
