namespace Pipeline.Tools.Git;

/// <summary>What is checked out.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Branch">Its branch; <see langword="null"/> on a detached HEAD, as in CI.</param>
public sealed record GitHead(string Commit, string? Branch)
{
    private const string Branches = "refs/heads/";

    internal static GitHead Of(string commit, string fullName) =>
        new(commit, fullName.StartsWith(Branches, StringComparison.Ordinal) ? fullName[Branches.Length..] : null);
}

/// <summary>A file that differs from the last commit.</summary>
/// <param name="Code">Two letters, as <c>git status --porcelain</c> writes them.</param>
/// <param name="Path">The file, relative to the top of the checkout.</param>
public sealed record GitChange(string Code, string Path);

/// <summary>How far a commit is from another one.</summary>
/// <param name="Ahead">Commits that only this side has.</param>
/// <param name="Behind">Commits that only the other side has.</param>
public sealed record GitDivergence(int Ahead, int Behind);

/// <summary>A tag as the remote has it.</summary>
/// <param name="Name">Its name, without <c>refs/tags/</c>.</param>
/// <param name="Commit">The commit that it names in the end, also when it is annotated.</param>
public sealed record GitRemoteTag(string Name, string Commit);

/// <summary>What a remote has.</summary>
/// <param name="Tags">Its tags.</param>
/// <param name="Branches">Its branches by name, each with the commit that it is at.</param>
public sealed record GitRemoteRefs(IReadOnlyList<GitRemoteTag> Tags, IReadOnlyDictionary<string, string> Branches);
