using Foundation.Failures;
using Foundation.Text;
using Pipeline.Checks;
using Pipeline.GitLab;
using Pipeline.Running;
using Pipeline.Terminal;
using Pipeline.Tools.Git;
using Releases.Records;

namespace Pipeline.Lines;

/// <summary>Brings a patched line back to the main branch.</summary>
internal static class PatchFinish
{
    private const int NamedFiles = 5;

    /// <summary>
    /// Merges the line's branch into the main branch and pushes it, or opens a merge request where GitLab is at hand,
    /// unless it has been merged.
    /// </summary>
    /// <exception cref="UsageException">There is no such line.</exception>
    /// <exception cref="RefusedException">There is no such branch, something is not committed or pushed, files
    /// conflict, or it is not known which GitLab is meant.</exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        var line = await PatchLine.FindAsync(context);
        var (git, cancelled) = (context.Checkout.Git, context.Cancelled);
        if (line.BranchCommit is not { } patched)
            throw NoBranch(line);
        var main = context.Fleet.MainBranch;
        await context.GitFetchBranchAsync(line.Branch, git, cancelled);
        await context.GitFetchBranchAsync(main, git, cancelled);
        await CheckNothingIsLeftBehindAsync(context, line, patched);
        var before = (await context.GitCommitAsync($"refs/remotes/{git.Remote}/{main}", git, cancelled))!;
        if (await context.GitIsAncestorAsync(patched, before, git, cancelled))
        {
            context.Say($"nothing to do: {main} has all of {line.Branch} already");
            return;
        }
        // Where some history is shared, git can merge, and knows what is new.
        if (await context.GitMergeBaseAsync(patched, before, git, cancelled) is null)
            await ShallowClone.RefuseAsync(context, $"whether {main} has {line.Branch} already", git, cancelled);
        if (context.GitLab is { } server)
            await PatchMergeRequest.OpenAsync(context, server, line, main);
        else if (context.GitLabSettings is not null)
            throw new RefusedException(
                [$"no merge request was opened, since {GitLabVariables.Server} is not set"],
                $"set {GitLabVariables.Server} to your GitLab's address; without {GitLabVariables.Token} this merges and pushes by itself"
            );
        else
            await MergeAsync(context, line, patched, main, before);
    }

    // What is offered is no branch that a mistyped line would make.
    private static RefusedException NoBranch(PatchLine line) =>
        line.PatchedNear.Count == 0
            ? new([$"the remote has no branch {line.Branch}"], $"./build.sh --target=StartPatch --line={line.Line}")
            : new(
                [
                    $"the remote has no branch {line.Branch}, but {string.Join(", ", line.PatchedNear.Select(near => near.Branch))}",
                ],
                string.Join(" or ", line.PatchedNear.Select(near => $"--line={near}"))
            );

    // Finishing means all of the patch, and only what was pushed is merged.
    private static async Task CheckNothingIsLeftBehindAsync(ReleaseContext context, PatchLine line, string patched)
    {
        var (git, cancelled) = (context.Checkout.Git, context.Cancelled);
        var changes = await context.GitChangesAsync(git, cancelled);
        if (changes.Count > 0)
            throw new RefusedException(
                [$"{context.Options.App}: not committed: {Names([.. changes.Select(change => change.Path)])}"],
                "commit what belongs to the patch, or git stash --include-untracked"
            );
        var local = await context.GitCommitAsync($"refs/heads/{line.Branch}", git, cancelled);
        if (local is null || await context.GitIsAncestorAsync(local, patched, git, cancelled))
            return;
        await ShallowClone.RefuseAsync(context, $"whether all of {line.Branch} was pushed", git, cancelled);
        throw new RefusedException(
            [$"{line.Branch} has commits here that the remote does not have"],
            $"git push {git.Remote} {line.Branch}"
        );
    }

    private static async Task MergeAsync(
        ReleaseContext context,
        PatchLine line,
        string patched,
        string main,
        string before
    )
    {
        var (git, cancelled) = (context.Checkout.Git, context.Cancelled);
        await using var worktree = await context.GitAddWorktreeAsync(before, git, cancelled);
        var message = $"Merge branch '{line.Branch}' into {main}";
        var conflicts = await worktree.MergeAsync(patched, message, cancelled);
        if (conflicts.Count > 0)
        {
            NextCommands.Write(
                context,
                (
                    "By hand it goes like this; at the conflict, fix the files and commit before the push.",
                    [
                        .. await BranchCommands.CheckOutAsync(context, main, git, cancelled),
                        $"git merge --no-ff {git.Remote}/{line.Branch}",
                        $"git push {git.Remote} {ShellWord.Of(main)}",
                    ]
                )
            );
            throw new RefusedException(
                [$"{line.Branch} and {main} conflict in {Names(conflicts)}; nothing was changed"],
                "merge by hand, with the commands above"
            );
        }
        var merged = await worktree.HeadAsync(cancelled);
        var range = await context.GitBetweenAsync(before, patched, ReleaseContent.Most, git, cancelled);
        await Confirmation.AskAsync(
            context,
            errors => ContentLines.Write(errors, Merged(line, main, range)),
            $"Push the merge of {line.Branch} to {main}?"
        );
        await context.GitAdvanceBranchAsync(main, merged, git, cancelled);
        context.Record.Update(record => record with { Commit = merged });
        context.Say($"{line.Branch} merged into {main} and pushed to {git.Remote} as {ShortCommit.Of(merged)}");
        NextCommands.Write(
            context,
            ($"Your own {main} follows.", await BranchCommands.CheckOutAsync(context, main, git, cancelled))
        );
    }

    private static ContentSentence Merged(PatchLine line, string main, GitRange range)
    {
        ContentEntry[] entries = [.. range.Newest.Select(message => ContentEntry.Of(message.Commit, message.Message))];
        var what =
            range.Count == 0
                ? $"nothing that {main} does not have under another name"
                : ContentWords.Count(entries, range.Count);
        return new($"{line.Branch} brings {what} to {main}", entries, range.Count);
    }

    private static string Names(IReadOnlyList<string> files) => FewNames.Of(files, NamedFiles);
}
