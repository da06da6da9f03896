namespace Migrations.Git;

/// <summary>Two versions of a repository and the contents of their files.</summary>
/// <param name="Older">The version whose code shall run.</param>
/// <param name="Newer">The version whose schema is there.</param>
/// <param name="Contents">The contents by git's name; without those that are missing or too large.</param>
internal sealed record GitSnapshot(
    GitVersionFiles Older,
    GitVersionFiles Newer,
    IReadOnlyDictionary<string, byte[]> Contents
);
