namespace Migrations.Python.Syntax;

/// <summary>An expression as a statement: a call, or a string that documents.</summary>
internal sealed class ExpressionStatement(Expression value) : Statement
{
    /// <summary>The expression.</summary>
    public Expression Value => value;
}
