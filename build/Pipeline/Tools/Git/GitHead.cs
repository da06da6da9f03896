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
