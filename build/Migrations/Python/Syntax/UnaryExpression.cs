namespace Migrations.Python.Syntax;

/// <summary>An operator before its operand.</summary>
internal sealed class UnaryExpression : Expression
{
    /// <summary>Creates it.</summary>
    public UnaryExpression(string name, Expression operand)
    {
        Name = name;
        Operand = operand;
        Height = operand.Height + 1;
    }

    /// <summary>The operator.</summary>
    public string Name { get; }

    /// <summary>What it is before.</summary>
    public Expression Operand { get; }
}
