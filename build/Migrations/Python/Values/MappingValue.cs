namespace Migrations.Python.Values;

/// <summary>A dictionary.</summary>
internal sealed class MappingValue : PythonValue
{
    /// <summary>Creates a dictionary.</summary>
    public MappingValue(IReadOnlyList<KeyValuePair<PythonValue, PythonValue>> entries)
    {
        Entries = entries;
        foreach (var (key, value) in entries)
        {
            Include(key);
            Include(value);
        }
    }

    /// <summary>The entries, in order.</summary>
    public IReadOnlyList<KeyValuePair<PythonValue, PythonValue>> Entries { get; }

    /// <summary>The value of a key that is a string. <see langword="null"/> when the key is missing.</summary>
    public PythonValue? this[string key] =>
        Entries.LastOrDefault(entry => entry.Key is TextValue text && text.Text == key).Value;
}
