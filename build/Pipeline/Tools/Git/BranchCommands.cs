using Cake.Core;
using Foundation.Text;

namespace Pipeline.Tools.Git;

/// <summary>
/// The commands by which a person checks a branch out as the remote has it. They work wherever the run itself worked: a
/// clone of one branch knows no other by its name, and with two remotes git does not know which is meant. Where one of
/// them fails, those after it leave the branch that is checked out then as it is.
/// </summary>
internal static class BranchCommands
{
    /// <summary>The commands, for a branch that this run has fetched.</summary>
    public static async Task<string[]> CheckOutAsync(
        ICakeContext context,
        string branch,
        GitSettings git,
        CancellationToken cancellationToken
    )
    {
        var word = ShellWord.Of(branch);
        if (!await IsHereAsync(context, branch, git, cancellationToken))
            return [ShellWord.Line("git", "checkout", "-b", branch, $"{git.Remote}/{branch}")];
        // A pull would merge into whatever is checked out, and git fetches into no branch that is.
        return await context.GitBranchAsync(git, cancellationToken) == branch
            ? [$"git pull {git.Remote} {word}"]
            : [FetchOf(branch, git), $"git checkout {word}"];
    }

    /// <summary>The same for a branch that was not fetched, in one line.</summary>
    public static async Task<string> CheckOutLineAsync(
        ICakeContext context,
        string branch,
        GitSettings git,
        CancellationToken cancellationToken
    ) =>
        await IsHereAsync(context, branch, git, cancellationToken)
            ? $"git checkout {ShellWord.Of(branch)}"
            : $"{FetchOf(branch, git)}, then git checkout {ShellWord.Of(branch)}";

    private static string FetchOf(string branch, GitSettings git) =>
        ShellWord.Line("git", "fetch", git.Remote, $"{branch}:{branch}");

    private static async Task<bool> IsHereAsync(
        ICakeContext context,
        string branch,
        GitSettings git,
        CancellationToken cancellationToken
    ) => await context.GitCommitAsync($"refs/heads/{branch}", git, cancellationToken) is not null;
}
