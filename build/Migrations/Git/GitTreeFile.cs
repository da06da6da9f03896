namespace Migrations.Git;

/// <summary>A file of a version.</summary>
/// <param name="Path">
/// The file's path from the top, with <c>/</c>. Bytes that are no text are written as <c>\xNN</c>.
/// </param>
/// <param name="ObjectId">Git's object id of the content.</param>
/// <param name="IsSubmodule">Whether the entry is a commit of another repository.</param>
internal sealed record GitTreeFile(string Path, string ObjectId, bool IsSubmodule)
{
    /// <summary>Orders by path, the same on every machine.</summary>
    public static IComparer<GitTreeFile> ByPath { get; } =
        Comparer<GitTreeFile>.Create(static (left, right) => string.CompareOrdinal(left.Path, right.Path));

    /// <summary>The file's folder. Empty at the top.</summary>
    public string Folder { get; } = Path.LastIndexOf('/') is var slash and >= 0 ? Path[..slash] : "";

    /// <summary>The file's name without the folder.</summary>
    public string Name { get; } = Path[(Path.LastIndexOf('/') + 1)..];
}
