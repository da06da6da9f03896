namespace Migrations.Python.Syntax;

/// <summary>An operator between two operands.</summary>
internal sealed class BinaryExpression : Expression
{
    /// <summary>Creates a binary expression.</summary>
    public BinaryExpression(string name, Expression left, Expression right)
    {
        Name = name;
        Left = left;
        Right = right;
        Height = Math.Max(left.Height, right.Height) + 1;
    }

    /// <summary>The operator.</summary>
    public string Name { get; }

    /// <summary>The operand before the operator.</summary>
    public Expression Left { get; }

    /// <summary>The operand after the operator.</summary>
    public Expression Right { get; }
}
