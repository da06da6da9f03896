namespace Migrations.Git;

/// <summary>The files of a version that matter to its migrations.</summary>
/// <param name="Revision">The version.</param>
/// <param name="Files">The files.</param>
internal sealed record GitVersionFiles(string Revision, IReadOnlyList<GitTreeFile> Files);
