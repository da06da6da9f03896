namespace Migrations.Python.Syntax;

/// <summary>A call: <c>target(arguments)</c>.</summary>
internal sealed class CallExpression : Expression
{
    /// <summary>Creates a call.</summary>
    public CallExpression(Expression target, IReadOnlyList<Argument> arguments)
    {
        Target = target;
        Arguments = arguments;
        Height = target.Height + 1;
        foreach (var argument in arguments)
            Height = Math.Max(Height, argument.Value.Height + 1);
    }

    /// <summary>The expression that is called.</summary>
    public Expression Target { get; }

    /// <summary>The arguments, in order.</summary>
    public IReadOnlyList<Argument> Arguments { get; }
}
