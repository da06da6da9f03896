namespace Migrations.Comparison;

/// <summary>An app of one version.</summary>
/// <param name="Path">The app's folder.</param>
/// <param name="Label">Its label.</param>
/// <param name="Migrations">The names of its migrations.</param>
internal sealed record AppFolder(string Path, string Label, IReadOnlySet<string> Migrations);
