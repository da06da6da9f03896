namespace Migrations.Python.Syntax;

/// <summary>One of two values: <c>a if condition else b</c>.</summary>
internal sealed class ConditionalExpression : Expression
{
    /// <summary>Creates a conditional expression.</summary>
    public ConditionalExpression(Expression condition, Expression then, Expression otherwise)
    {
        (Condition, Then, Otherwise) = (condition, then, otherwise);
        Height = Math.Max(condition.Height, Math.Max(then.Height, otherwise.Height)) + 1;
    }

    /// <summary>The condition.</summary>
    public Expression Condition { get; }

    /// <summary>The value when the condition holds.</summary>
    public Expression Then { get; }

    /// <summary>The value when the condition does not hold.</summary>
    public Expression Otherwise { get; }
}
