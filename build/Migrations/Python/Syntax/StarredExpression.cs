namespace Migrations.Python.Syntax;

/// <summary>Unpacked items within a collection: <c>*items</c>.</summary>
internal sealed class StarredExpression : Expression
{
    /// <summary>Creates it.</summary>
    public StarredExpression(Expression items)
    {
        Items = items;
        Height = items.Height + 1;
    }

    /// <summary>What is unpacked.</summary>
    public Expression Items { get; }
}
