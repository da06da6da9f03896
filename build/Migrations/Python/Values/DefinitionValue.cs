namespace Migrations.Python.Values;

/// <summary>A function or class of the same file.</summary>
internal sealed class DefinitionValue(string name, string fingerprint) : PythonValue
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Whether it is a function that does nothing when it is called.</summary>
    public bool DoesNothing { get; init; }

    /// <summary>The models that it asks for by <c>apps.get_model</c>, each as <c>app.Model</c>, in order.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Equal for definitions that differ in formatting and comments only.</summary>
    public string Fingerprint => fingerprint;
}
