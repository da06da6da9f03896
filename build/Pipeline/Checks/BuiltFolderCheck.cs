using Foundation.Text;
using Pipeline.Images;
using Pipeline.Running;
using Pipeline.Sources;
using Pipeline.Tools.Git;

namespace Pipeline.Checks;

/// <summary>
/// Whether the working folder is the commit that an image is to be named after. A build takes the folder as it is, and
/// <c>git status</c> does not tell all that is different there.
/// </summary>
internal static class BuiltFolderCheck
{
    private const int NamedFiles = 5;

    /// <summary>Checks the folder; for runs that build an image of it.</summary>
    public static async Task RunAsync(ReleaseContext context, SourceState source, Findings findings)
    {
        if (source.NamedCommit is { } named)
        {
            await AddOtherCommitAsync(context, source, named, findings);
            return;
        }
        var hidden = await context.GitHiddenAsync(context.Checkout.Git, context.Cancelled);
        Add(
            hidden.Skipped,
            names => $"git status is told not to look at {names} (skip-worktree), and an image takes what is there",
            files => $"git update-index --no-skip-worktree {files}"
        );
        Add(
            hidden.Assumed,
            names => $"git status is told not to look at {names} (assume-unchanged), and an image takes what is there",
            files => $"git update-index --no-assume-unchanged {files}"
        );
        Add(
            hidden.Missing,
            names => $"not in the folder (sparse checkout), and so not in an image: {names}",
            _ => "git sparse-checkout disable"
        );
        Add(
            hidden.Submodules,
            names => $"submodules are not there as committed, and an image takes what is: {names}",
            _ =>
                context.Options.CiJob is null
                    ? "git submodule update --init --recursive"
                    : "set GIT_SUBMODULE_STRATEGY=recursive in GitLab's Settings > CI/CD > Variables"
        );
        Add(
            hidden.Pointers,
            names => $"Git LFS has left pointers in place of {names}, and an image takes these",
            _ => "git lfs pull"
        );

        void Add(IReadOnlyList<string> files, Func<string, string> reason, Func<string, string> next)
        {
            var given = BuildContext.GivenOf(context.Options.App, files);
            if (given.Count > 0)
                findings.Add(
                    $"{context.Options.App}: {reason(FewNames.Of(given, NamedFiles))}",
                    next(ShellWord.Line(given.Take(NamedFiles)))
                );
        }
    }

    private static async Task AddOtherCommitAsync(
        ReleaseContext context,
        SourceState source,
        string named,
        Findings findings
    )
    {
        // A branch of that name is not that commit.
        var isKnown = await context.GitCommitAsync(named, context.Checkout.Git, context.Cancelled) == named;
        findings.Add(
            $"an image of {source.Version} would have to be built, but {source.ShortCommit} is checked out",
            isKnown
                ? $"git checkout {source.ShortReleased}"
                : $"git fetch {context.Checkout.Git.Remote}, then git checkout {source.ShortReleased}; or another tag: 7 to 64 hex digits with a letter are the name of a commit"
        );
    }
}
