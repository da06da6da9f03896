namespace Migrations.Python.Syntax;

/// <summary>The end of a function.</summary>
internal sealed class ReturnStatement(Expression? value) : Statement
{
    /// <summary>The returned expression. <see langword="null"/> when nothing is returned.</summary>
    public Expression? Value => value;
}
