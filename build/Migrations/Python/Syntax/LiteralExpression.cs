namespace Migrations.Python.Syntax;

/// <summary>A string, bytes or number.</summary>
internal sealed class LiteralExpression(LiteralKind kind, string value) : Expression
{
    /// <summary>What it is.</summary>
    public LiteralKind Kind => kind;

    /// <summary>The characters it stands for: escapes resolved, neighbours joined.</summary>
    public string Value => value;
}
