namespace Migrations.Python.Syntax;

/// <summary>A dictionary.</summary>
internal sealed class DictionaryExpression : Expression
{
    /// <summary>Creates a dictionary.</summary>
    public DictionaryExpression(IReadOnlyList<DictionaryEntry> entries)
    {
        Entries = entries;
        Height = Above(entries.SelectMany(entry => new[] { entry.Key, entry.Value }));
    }

    /// <summary>The entries, in order.</summary>
    public IReadOnlyList<DictionaryEntry> Entries { get; }
}
