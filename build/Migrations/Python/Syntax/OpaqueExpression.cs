namespace Migrations.Python.Syntax;

/// <summary>
/// An expression whose end is known but whose value is not: a lambda, a comprehension, a condition, an f-string.
/// </summary>
internal sealed class OpaqueExpression(string what) : Expression
{
    /// <summary>A description for people.</summary>
    public string What => what;
}
