namespace Migrations.Python.Values;

/// <summary>A dictionary.</summary>
internal sealed class MappingValue : PythonValue
{
    /// <summary>Creates it.</summary>
    public MappingValue(IReadOnlyList<KeyValuePair<PythonValue, PythonValue>> entries)
    {
        Entries = entries;
        foreach (var (key, value) in entries)
        {
            Include(key);
            Include(value);
        }
    }

    /// <summary>Its entries, in order.</summary>
    public IReadOnlyList<KeyValuePair<PythonValue, PythonValue>> Entries { get; }

    /// <summary>The value of a key that is a string, or <see langword="null"/> when there is none.</summary>
    public PythonValue? this[string key] =>
        Entries.LastOrDefault(entry => entry.Key is TextValue text && text.Text == key).Value;
}
