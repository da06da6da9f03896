namespace Migrations.Python.Syntax;

/// <summary>An assignment to a name, or an addition to its value.</summary>
internal sealed class AssignmentStatement(IReadOnlyList<string> names, bool isAddition, Expression value) : Statement
{
    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Whether the value is added to the name's value: <c>name += value</c>.</summary>
    public bool IsAddition => isAddition;

    /// <summary>The value.</summary>
    public Expression Value => value;
}
