namespace Migrations.Python.Values;

/// <summary>A function or class of the same file.</summary>
internal sealed class DefinitionValue(string name, string fingerprint) : PythonValue
{
    /// <summary>The definition's name.</summary>
    public string Name => name;

    /// <summary>Whether it is a function that does nothing.</summary>
    public bool DoesNothing { get; init; }

    /// <summary>
    /// The models that its code asks for by <c>apps.get_model</c>, each as <c>app.Model</c>, in order.
    /// </summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>A text that is equal for definitions that differ only in formatting and comments.</summary>
    public string Fingerprint => fingerprint;
}
