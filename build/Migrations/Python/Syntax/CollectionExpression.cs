namespace Migrations.Python.Syntax;

/// <summary>A list, tuple or set.</summary>
internal sealed class CollectionExpression : Expression
{
    /// <summary>Creates a collection.</summary>
    public CollectionExpression(CollectionKind kind, IReadOnlyList<Expression> items)
    {
        Kind = kind;
        Items = items;
        Height = Above(items);
    }

    /// <summary>The kind of the collection.</summary>
    public CollectionKind Kind { get; }

    /// <summary>The items, in order.</summary>
    public IReadOnlyList<Expression> Items { get; }
}
