namespace Migrations.Python.Values;

/// <summary>A string.</summary>
internal sealed class TextValue : PythonValue
{
    /// <summary>Creates it.</summary>
    public TextValue(string text)
    {
        Text = text;
        Size = 1 + text.Length;
    }

    /// <summary>Its characters.</summary>
    public string Text { get; }
}
