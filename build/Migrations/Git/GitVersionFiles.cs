namespace Migrations.Git;

/// <summary>The files of a version that say something about its migrations.</summary>
/// <param name="Revision">The version.</param>
/// <param name="Files">The files.</param>
internal sealed record GitVersionFiles(string Revision, IReadOnlyList<GitTreeFile> Files);
