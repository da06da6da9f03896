namespace Migrations.Git;

/// <summary>A file of a version.</summary>
/// <param name="Path">Its path from the top, with <c>/</c>; bytes that are no text are written as <c>\xNN</c>.</param>
/// <param name="ObjectId">What git calls its content.</param>
/// <param name="IsSubmodule">Whether it is a commit of another repository.</param>
internal sealed record GitTreeFile(string Path, string ObjectId, bool IsSubmodule)
{
    /// <summary>Its folder; empty at the top.</summary>
    public string Folder => Path.LastIndexOf('/') is var slash and >= 0 ? Path[..slash] : "";

    /// <summary>Its name without the folder.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}
