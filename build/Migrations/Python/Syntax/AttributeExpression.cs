namespace Migrations.Python.Syntax;

/// <summary>An attribute of an expression: <c>target.name</c>.</summary>
internal sealed class AttributeExpression : Expression
{
    /// <summary>Creates an attribute expression.</summary>
    public AttributeExpression(Expression target, string name)
    {
        Target = target;
        Name = name;
        Height = target.Height + 1;
    }

    /// <summary>The expression that has the attribute.</summary>
    public Expression Target { get; }

    /// <summary>The attribute's name.</summary>
    public string Name { get; }
}
