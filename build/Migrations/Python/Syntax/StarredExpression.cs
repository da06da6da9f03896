namespace Migrations.Python.Syntax;

/// <summary>Unpacked items within a collection: <c>*items</c>.</summary>
internal sealed class StarredExpression : Expression
{
    /// <summary>Creates a starred expression.</summary>
    public StarredExpression(Expression items)
    {
        Items = items;
        Height = items.Height + 1;
    }

    /// <summary>The expression that is unpacked.</summary>
    public Expression Items { get; }
}
