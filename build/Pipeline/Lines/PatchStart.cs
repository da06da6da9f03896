using Foundation.Failures;
using Foundation.Text;
using Pipeline.Running;
using Pipeline.Tools.Git;
using Releases.Versions;

namespace Pipeline.Lines;

/// <summary>Makes the branch on which an older line is patched.</summary>
internal static class PatchStart
{
    /// <summary>
    /// Creates the branch at the remote from the line's latest tag, unless it is there already, and says what comes
    /// next.
    /// </summary>
    /// <exception cref="UsageException">There is no such line.</exception>
    /// <exception cref="RefusedException">A branch of that name leads elsewhere.</exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        var line = await PatchLine.FindAsync(context);
        var (git, cancelled) = (context.Checkout.Git, context.Cancelled);
        if (line.BranchCommit is null)
        {
            if (await context.GitCommitAsync(line.TagCommit, git, cancelled) is null)
                await context.GitFetchTagsAsync(git, cancelled);
            await context.GitPublishBranchAsync(line.Branch, line.TagCommit, git, cancelled);
            context.Say($"branch {line.Branch} pushed to {git.Remote} at {line.Latest}, {line.TagCommit[..12]}");
        }
        await context.GitFetchBranchAsync(line.Branch, git, cancelled);
        if (line.BranchCommit == line.TagCommit)
            context.Say($"branch {line.Branch} is there already, at {line.Latest}");
        else if (line.BranchCommit is { } commit)
            await SayWhereItIsAsync(context, line, commit);
        SayWhatComesNext(context, line);
    }

    private static async Task SayWhereItIsAsync(ReleaseContext context, PatchLine line, string commit)
    {
        var (git, cancelled) = (context.Checkout.Git, context.Cancelled);
        await context.GitFetchTagsAsync(git, cancelled);
        if (!await context.GitIsAncestorAsync(line.TagCommit, commit, git, cancelled))
            throw new RefusedException(
                [
                    $"branch {line.Branch} is at {commit[..12]}, which does not follow from {line.Latest} ({line.TagCommit[..12]})",
                ],
                $"git log --oneline --left-right {line.TagCommit[..12]}...{commit[..12]} shows what differs"
            );
        var count = await context.GitCountAsync(line.TagCommit, commit, git, cancelled);
        var commits = Counted.Of(count, "commit");
        context.Say($"branch {line.Branch} is in progress: {commits} since {line.Latest}");
    }

    private static void SayWhatComesNext(ReleaseContext context, PatchLine line)
    {
        var next = line.Latest.Next(Increment.Patch);
        context.Say("what comes next:");
        context.Say($"  git checkout {line.Branch} && git pull");
        context.Say("  git cherry-pick -x COMMIT, or commit the fix");
        context.Say($"  git push origin {line.Branch}");
        context.Say($"  ./build.sh --target=Deploy --bump=patch    releases {next}");
        context.Say($"  ./build.sh --target=FinishPatch --line={line.Line}    brings it to the main branch");
    }
}
