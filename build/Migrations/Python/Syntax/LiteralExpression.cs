namespace Migrations.Python.Syntax;

/// <summary>A string, bytes or number.</summary>
internal sealed class LiteralExpression(LiteralKind kind, string value) : Expression
{
    /// <summary>The kind of the literal.</summary>
    public LiteralKind Kind => kind;

    /// <summary>The literal's characters. Escapes are resolved, and neighbouring strings are joined.</summary>
    public string Value => value;
}
