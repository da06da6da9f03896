using Foundation.Text;
using Pipeline.Running;
using Pipeline.Sources;
using Pipeline.Targets;
using Pipeline.Tools.Git;
using Releases.Versions;

namespace Pipeline.Checks;

/// <summary>Whether the checkout is what shall be released.</summary>
public static class SourceCheck
{
    private const int NamedChanges = 5;

    /// <summary>Checks branch, cleanness, level with the remote, tag and increment.</summary>
    public static async Task RunAsync(ReleaseContext context, Findings findings)
    {
        var source = await context.Checkout.StateAsync();
        context.Record.Update(record => record with { Version = source.Version.Text, Commit = source.Released });
        if (source.WasCounted)
            context.Say($"{source.Version}: this commit has that tag already; nothing new is counted");
        await CheckCleanAsync(context, findings);
        if (source.Version.Version is not { } version)
            return;
        await CheckTagAsync(context, source, findings);
        // The run that tagged this commit has passed the rest. CI runs on the tag, without a branch.
        if (source.IsTagged || !context.Prepares(TargetNames.Tag))
            return;
        // On another branch other numbers follow, and another branch has to be level.
        if (
            source.TagCommit is null
            && !context.Options.AllowVersionGap
            && await new OlderLineCheck(context, source, version).FindsAsync(findings)
        )
            return;
        CheckIncrement(context, source, version, findings);
        await CheckBranchAsync(context, source, version, findings);
    }

    private static async Task CheckCleanAsync(ReleaseContext context, Findings findings)
    {
        var changes = await context.GitChangesAsync(context.Checkout.Git, context.Cancelled);
        if (changes.Count == 0)
            return;
        var names = FewNames.Of([.. changes.Select(change => change.Path)], NamedChanges);
        findings.Add($"{context.Options.App}: not committed: {names}", "git stash --include-untracked, or commit");
    }

    private static async Task CheckTagAsync(ReleaseContext context, SourceState source, Findings findings)
    {
        if (source.TagCommit is not { } tagged || source.IsTagged)
            return;
        var (commands, stale) = await TaggedCheckout.OfAsync(context, source.Version.Text, tagged);
        var own = stale is null ? "" : $" (the one of this clone is stale, at {ShortCommit.Of(stale)})";
        findings.Add(
            $"tag {source.Version} exists at {ShortCommit.Of(tagged)}{own}, but {source.ShortCommit} is checked out",
            $"{commands} to release that, or choose another version"
        );
    }

    private static void CheckIncrement(
        ReleaseContext context,
        SourceState source,
        ReleaseVersion version,
        Findings findings
    )
    {
        if (source.TagCommit is not null || context.Options.AllowVersionGap)
            return;
        // On its own branch a line goes on by one patch after the other.
        var next = source.NextOnBranchOf(version.Line);
        if (next is null ? source.History.Allows(version) : version == next)
            return;
        var candidates = string.Join(", ", next is null ? source.History.Candidates(version.Line) : [next]);
        findings.Add(
            $"{version} follows from no existing version; possible: {candidates}",
            "choose one, or --allow-version-gap"
        );
    }

    private static async Task CheckBranchAsync(
        ReleaseContext context,
        SourceState source,
        ReleaseVersion version,
        Findings findings
    )
    {
        var allowed = new[] { context.Fleet.MainBranch, version.Line.Branch };
        if (source.Branch is not { } branch || !allowed.Contains(branch))
        {
            if (!source.Branches.Contains(context.Fleet.MainBranch))
            {
                findings.Add(
                    $"the remote of {context.Options.App} has no branch {context.Fleet.MainBranch}: this is not the application's checkout",
                    $"run it there, or name it with --app=DIR; another main branch is named by mainBranch in {context.Options.FleetFile}"
                );
                return;
            }
            var lines = new OlderLineCheck(context, source, version);
            findings.Add(
                $"{version} is released from {string.Join(" or ", allowed)}, not from {source.Branch ?? "a detached HEAD"}",
                await lines.WayToLineAsync() ?? await lines.CheckOutAsync(context.Fleet.MainBranch)
            );
            return;
        }
        // Level with the remote, as its own answer had it: there is nothing to fetch and to count.
        if (source.BranchCommit == source.Commit)
            return;
        await context.GitFetchBranchAsync(branch, context.Checkout.Git, context.Cancelled);
        var divergence = await context.GitDivergenceAsync(branch, context.Checkout.Git, context.Cancelled);
        if (divergence.Ahead > 0)
            findings.Add(
                $"{branch} has {Counted.Of(divergence.Ahead, "commit")} that the remote does not have",
                ShellWord.Line("git", "push", context.Checkout.Git.Remote, branch)
            );
        if (divergence.Behind > 0)
            findings.Add(
                $"{branch} is {Counted.Of(divergence.Behind, "commit")} behind the remote",
                ShellWord.Line("git", "pull", context.Checkout.Git.Remote, branch)
            );
    }
}
