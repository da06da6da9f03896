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
            context.Say(
                $"branch {line.Branch} pushed to {git.Remote} at {line.Latest}, {ShortCommit.Of(line.TagCommit)}"
            );
        }
        await context.GitFetchBranchAsync(line.Branch, git, cancelled);
        if (line.BranchCommit == line.TagCommit)
            context.Say($"branch {line.Branch} is there already, at {line.Latest}");
        else if (line.BranchCommit is { } commit)
            await SayWhereItIsAsync(context, line, commit);
        SayWhatComesNext(context, line, await BranchCommands.CheckOutAsync(context, line.Branch, git, cancelled));
    }

    private static async Task SayWhereItIsAsync(ReleaseContext context, PatchLine line, string commit)
    {
        var (git, cancelled) = (context.Checkout.Git, context.Cancelled);
        await context.GitFetchTagsAsync(git, cancelled);
        if (!await context.GitIsAncestorAsync(line.TagCommit, commit, git, cancelled))
        {
            await ShallowClone.RefuseAsync(
                context,
                $"whether {line.Branch} follows from {line.Latest}",
                git,
                cancelled
            );
            throw new RefusedException(
                [
                    $"branch {line.Branch} is at {ShortCommit.Of(commit)}, which does not follow from {line.Latest} ({ShortCommit.Of(line.TagCommit)})",
                ],
                $"git log --oneline --left-right {ShortCommit.Of(line.TagCommit)}...{ShortCommit.Of(commit)} shows what differs"
            );
        }
        var count = await context.GitCountAsync(line.TagCommit, commit, git, cancelled);
        var commits = Counted.Of(count, "commit");
        context.Say($"branch {line.Branch} is in progress: {commits} since {line.Latest}");
    }

    // No cluster is asked here, so which regions serve the line is for the person to look up.
    private static void SayWhatComesNext(ReleaseContext context, PatchLine line, string[] checkOut) =>
        NextCommands.Write(
            context,
            (
                "What comes next: the fix comes to the branch, by a merge request or by hand.",
                [.. checkOut, "git cherry-pick -x COMMIT", $"git push {context.Checkout.Git.Remote} {line.Branch}"]
            ),
            (
                $"Then {line.Latest.Next(Increment.Patch)} is released from there, to the regions that serve {line.Line}. "
                    + "Status shows which they are; write these for REGION, with commas between.",
                ["./build.sh --target=Status", "./build.sh --target=Deploy --bump=patch --regions=REGION"]
            ),
            (
                "At last the fix comes to the main branch, where it is not there yet.",
                [$"./build.sh --target=FinishPatch --line={line.Line}"]
            )
        );
}
