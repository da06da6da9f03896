namespace Migrations.Git;

/// <summary>Two versions of a repository, and the contents of their files.</summary>
/// <param name="Older">The version whose code will run.</param>
/// <param name="Newer">The version whose schema is in the database.</param>
/// <param name="Contents">The contents by git's object id, without missing and too large ones.</param>
internal sealed record GitSnapshot(
    GitVersionFiles Older,
    GitVersionFiles Newer,
    IReadOnlyDictionary<string, byte[]> Contents
);
