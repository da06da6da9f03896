namespace Migrations.Model;

/// <summary>A migration of one version.</summary>
/// <param name="Key">What it is called.</param>
/// <param name="Path">Its file.</param>
/// <param name="ObjectId">What git calls the file's content.</param>
/// <param name="Source">What the file says.</param>
internal sealed record Migration(MigrationKey Key, string Path, string ObjectId, MigrationSource Source);
