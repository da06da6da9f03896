namespace Migrations.Model;

/// <summary>A migration of one version.</summary>
/// <param name="Key">The migration's key.</param>
/// <param name="Path">The migration's file.</param>
/// <param name="ObjectId">Git's object id of the file's content.</param>
/// <param name="Source">The migration as the file defines it.</param>
internal sealed record Migration(MigrationKey Key, string Path, string ObjectId, MigrationSource Source);
