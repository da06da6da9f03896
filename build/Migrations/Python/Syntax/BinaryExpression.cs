namespace Migrations.Python.Syntax;

/// <summary>Two operands and what is between them.</summary>
internal sealed class BinaryExpression : Expression
{
    /// <summary>Creates it.</summary>
    public BinaryExpression(string name, Expression left, Expression right)
    {
        Name = name;
        Left = left;
        Right = right;
        Height = Math.Max(left.Height, right.Height) + 1;
    }

    /// <summary>The operator.</summary>
    public string Name { get; }

    /// <summary>What is before it.</summary>
    public Expression Left { get; }

    /// <summary>What is after it.</summary>
    public Expression Right { get; }
}
