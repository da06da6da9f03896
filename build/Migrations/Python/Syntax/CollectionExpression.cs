namespace Migrations.Python.Syntax;

/// <summary>A list, tuple or set.</summary>
internal sealed class CollectionExpression : Expression
{
    /// <summary>Creates it.</summary>
    public CollectionExpression(CollectionKind kind, IReadOnlyList<Expression> items)
    {
        Kind = kind;
        Items = items;
        Height = Above(items);
    }

    /// <summary>What it is.</summary>
    public CollectionKind Kind { get; }

    /// <summary>Its items, in order.</summary>
    public IReadOnlyList<Expression> Items { get; }
}
