namespace Migrations.Python.Syntax;

/// <summary>A function.</summary>
internal sealed class FunctionStatement(string name, TokenRange parameters, bool isPlain, TokenRange body) : Statement
{
    /// <summary>The function's name.</summary>
    public string Name => name;

    /// <summary>The tokens between its parentheses.</summary>
    public TokenRange Parameters => parameters;

    /// <summary>Whether a call only runs the function's body: it has no decorator and is not <c>async</c>.</summary>
    public bool IsPlain => isPlain;

    /// <summary>The function's statements.</summary>
    public TokenRange Body => body;
}
