namespace Pipeline.Tools.Git;

/// <summary>A tag as the remote has it.</summary>
/// <param name="Name">Its name, without <c>refs/tags/</c>.</param>
/// <param name="Commit">The commit that it names in the end, also when it is annotated.</param>
public sealed record GitRemoteTag(string Name, string Commit);
