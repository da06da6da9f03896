namespace Migrations.Python.Syntax;

/// <summary>A name.</summary>
internal sealed class NameExpression(string name) : Expression
{
    /// <summary>The name.</summary>
    public string Name => name;
}
