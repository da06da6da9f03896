namespace Releases.Migrations;

/// <summary>One <c>manage.py migrate APP TARGET</c>, run with the newer version's image.</summary>
/// <param name="App">The label of the app.</param>
/// <param name="Target">The migration to go back to, or <c>zero</c>.</param>
/// <param name="Migrations">What it un-applies, in order, as <c>app.name</c>.</param>
public sealed record UnapplyStep(string App, string Target, IReadOnlyList<string> Migrations);
