namespace Migrations.Python.Syntax;

/// <summary>An attribute of something: <c>target.name</c>.</summary>
internal sealed class AttributeExpression : Expression
{
    /// <summary>Creates it.</summary>
    public AttributeExpression(Expression target, string name)
    {
        Target = target;
        Name = name;
        Height = target.Height + 1;
    }

    /// <summary>What has the attribute.</summary>
    public Expression Target { get; }

    /// <summary>The attribute.</summary>
    public string Name { get; }
}
