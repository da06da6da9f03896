namespace Migrations.Python.Syntax;

/// <summary>An argument of a call.</summary>
/// <param name="Kind">How the argument is passed.</param>
/// <param name="Name">The argument's name; empty when it has none.</param>
/// <param name="Value">The argument's value.</param>
internal sealed record Argument(ArgumentKind Kind, string Name, Expression Value);
