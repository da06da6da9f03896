using Migrations.Python.Syntax;

namespace Migrations.Python.Values;

/// <summary>A list, tuple or set.</summary>
internal sealed class SequenceValue : PythonValue
{
    /// <summary>Creates a list, tuple or set.</summary>
    public SequenceValue(CollectionKind kind, IReadOnlyList<PythonValue> items)
    {
        Kind = kind;
        Items = items;
        foreach (var item in items)
            Include(item);
    }

    /// <summary>The kind of the collection.</summary>
    public CollectionKind Kind { get; }

    /// <summary>The items, in order.</summary>
    public IReadOnlyList<PythonValue> Items { get; }
}
