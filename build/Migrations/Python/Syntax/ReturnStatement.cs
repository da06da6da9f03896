namespace Migrations.Python.Syntax;

/// <summary>The end of a function.</summary>
internal sealed class ReturnStatement(Expression? value) : Statement
{
    /// <summary>What it gives back.</summary>
    public Expression? Value => value;
}
