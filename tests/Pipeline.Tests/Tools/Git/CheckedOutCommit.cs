namespace Pipeline.Tests.Tools.Git;

/// <summary>What a checkout is at, without a process: the branch's file, as every commit writes it.</summary>
internal static class CheckedOutCommit
{
    private const string Symbolic = "ref: refs/";

    /// <summary>The commit that is checked out.</summary>
    public static string Of(string checkout) =>
        RefOf(checkout) is { } name ? Read(checkout, Path.Combine("refs", name)) : Read(checkout, "HEAD");

    /// <summary>
    /// The branch that is checked out, such as <c>heads/main</c>; <see langword="null"/> on a detached HEAD.
    /// </summary>
    public static string? RefOf(string checkout) =>
        Read(checkout, "HEAD") is var head && head.StartsWith(Symbolic, StringComparison.Ordinal)
            ? head[Symbolic.Length..]
            : null;

    private static string Read(string checkout, string name) =>
        File.ReadAllText(Path.Combine(checkout, ".git", name)).Trim();
}
