namespace Migrations.Python.Syntax;

/// <summary>A function.</summary>
internal sealed class FunctionStatement(string name, TokenRange parameters, bool isPlain, TokenRange body) : Statement
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>What is between its parentheses.</summary>
    public TokenRange Parameters => parameters;

    /// <summary>Whether calling it just runs its body: no decorator, not <c>async</c>.</summary>
    public bool IsPlain => isPlain;

    /// <summary>Its statements.</summary>
    public TokenRange Body => body;
}
