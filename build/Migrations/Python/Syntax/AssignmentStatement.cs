namespace Migrations.Python.Syntax;

/// <summary>A name gets a value, or more of one.</summary>
internal sealed class AssignmentStatement(IReadOnlyList<string> names, bool isAddition, Expression value) : Statement
{
    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Whether the value is added to what the name has: <c>name += value</c>.</summary>
    public bool IsAddition => isAddition;

    /// <summary>The value.</summary>
    public Expression Value => value;
}
