namespace Migrations.Python.Syntax;

/// <summary>An expression by itself: a call, or a text that documents.</summary>
internal sealed class ExpressionStatement(Expression value) : Statement
{
    /// <summary>The expression.</summary>
    public Expression Value => value;
}
