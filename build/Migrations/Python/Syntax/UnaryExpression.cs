namespace Migrations.Python.Syntax;

/// <summary>An operator before its operand.</summary>
internal sealed class UnaryExpression : Expression
{
    /// <summary>Creates a unary expression.</summary>
    public UnaryExpression(string name, Expression operand)
    {
        Name = name;
        Operand = operand;
        Height = operand.Height + 1;
    }

    /// <summary>The operator.</summary>
    public string Name { get; }

    /// <summary>The operand.</summary>
    public Expression Operand { get; }
}
