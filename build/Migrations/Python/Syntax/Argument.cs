namespace Migrations.Python.Syntax;

/// <summary>An argument of a call.</summary>
/// <param name="Kind">How it is handed over.</param>
/// <param name="Name">Its name; empty unless it has one.</param>
/// <param name="Value">What is handed over.</param>
internal sealed record Argument(ArgumentKind Kind, string Name, Expression Value);
