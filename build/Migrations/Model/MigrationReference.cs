namespace Migrations.Model;

/// <summary>A migration as another migration refers to it.</summary>
/// <param name="Label">The app's label.</param>
/// <param name="Name">Its name, <c>__first__</c> or <c>__latest__</c>.</param>
internal sealed record MigrationReference(string Label, string Name);
