namespace Migrations.Python.Syntax;

/// <summary>A dictionary.</summary>
internal sealed class DictionaryExpression : Expression
{
    /// <summary>Creates it.</summary>
    public DictionaryExpression(IReadOnlyList<DictionaryEntry> entries)
    {
        Entries = entries;
        Height = Above(entries.SelectMany(entry => new[] { entry.Key, entry.Value }));
    }

    /// <summary>Its entries, in order.</summary>
    public IReadOnlyList<DictionaryEntry> Entries { get; }
}
