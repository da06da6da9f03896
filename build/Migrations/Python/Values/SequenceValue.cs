using Migrations.Python.Syntax;

namespace Migrations.Python.Values;

/// <summary>A list, tuple or set.</summary>
internal sealed class SequenceValue : PythonValue
{
    /// <summary>Creates it.</summary>
    public SequenceValue(CollectionKind kind, IReadOnlyList<PythonValue> items)
    {
        Kind = kind;
        Items = items;
        foreach (var item in items)
            Include(item);
    }

    /// <summary>What it is.</summary>
    public CollectionKind Kind { get; }

    /// <summary>Its items, in order.</summary>
    public IReadOnlyList<PythonValue> Items { get; }
}
