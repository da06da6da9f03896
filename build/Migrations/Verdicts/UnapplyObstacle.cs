namespace Migrations.Verdicts;

/// <summary>What stops un-applying.</summary>
/// <param name="App">The label of the app.</param>
/// <param name="Migration">The migration.</param>
/// <param name="Operation">The operation; empty when the migration as a whole stands in the way.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record UnapplyObstacle(string App, string Migration, string Operation, string Reason);
