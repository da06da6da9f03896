using Foundation.Failures;
using Foundation.Files;
using Foundation.Text;
using Migrations.Review;
using Pipeline.Running;
using Pipeline.Terminal;
using Pipeline.Tools.Git;

namespace Pipeline.Reviews;

/// <summary>Reviews the migrations of the branch that is checked out.</summary>
public static class BranchReview
{
    /// <summary>Writes the review, and refuses where something stands against the merge.</summary>
    /// <exception cref="UsageException">A name is none that git knows, or a file cannot be read.</exception>
    /// <exception cref="RefusedException">An error was found, or with <c>--strict</c> a warning.</exception>
    /// <exception cref="ReleaseException">A version is not in the checkout.</exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        var options = context.Options;
        var order = await OrderAsync(context);
        var review = await new MigrationReviewer(options.App, context.Time).ReviewAsync(order, context.Cancelled);
        ReviewReport.Write(context.Answer, review, options.Output);
        if (
            options.CodeQualityFile is { } file
            && WholeFile.TryWrite(file, ReviewFormat.WriteCodeQuality(review)) is { } trouble
        )
            throw new ReleaseException($"{file}: the code quality report cannot be written: {trouble}");
        if (review.Worst == ReviewLevel.Error || (review.Worst == ReviewLevel.Warning && options.Strict))
            throw new RefusedException(
                [
                    Counted.Of(
                        review.Findings.Count(each => IsAgainst(each, options.Strict)),
                        "finding stands",
                        "findings stand"
                    ) + " against the merge",
                ],
                "change the migration, or accept a finding by a comment at its operation: # release: accept REASON"
            );
    }

    private static bool IsAgainst(ReviewFinding finding, bool isStrict) =>
        finding.Accepted is null
        && (finding.Level == ReviewLevel.Error || (finding.Level == ReviewLevel.Warning && isStrict));

    private static async Task<ReviewOrder> OrderAsync(ReleaseContext context)
    {
        var git = await GitAsync(context);
        var (asksHead, asksMain) = (context.GitHeadAsync(git, context.Cancelled), MainAsync(context));
        await Task.WhenAll(asksHead, asksMain);
        var (head, main) = (await asksHead, await asksMain);
        var from = context.Options.From ?? main?.Name;
        if (from is null)
            throw new UsageException(
                $"neither {git.Remote}/{context.Fleet.MainBranch} nor {context.Fleet.MainBranch} is in this checkout: name where the branch began with --from=REF"
            );
        var begin = await BeginAsync(context, from, head);
        return new(new(from, begin), new(head.Branch ?? "HEAD", head.Commit))
        {
            Main = main,
            Live = await new LiveVersions(context).FindAsync(begin),
            OtherDatabase = context.Fleet.OtherDatabase,
            Levels = context.Fleet.MigrationRules,
        };
    }

    // Commits alone are read: where it is not known which remote counts, the clone's own main branch does.
    private static async Task<GitSettings> GitAsync(ReleaseContext context)
    {
        try
        {
            return await context.Checkout.GitAsync();
        }
        catch (UsageException)
        {
            return context.Checkout.Git;
        }
    }

    private static async Task<string> BeginAsync(ReleaseContext context, string from, GitHead head)
    {
        var git = context.Checkout.Git;
        if (await context.GitMergeBaseAsync(from, head.Commit, git, context.Cancelled) is { } begin)
            return begin;
        await ShallowClone.RefuseAsync(context, $"where the branch left {from}", git, context.Cancelled);
        throw new UsageException(
            $"{from} and {head.Branch ?? "HEAD"} have no commit in common: name where the branch began with --from=REF"
        );
    }

    // What others have pushed counts, where the clone knows it.
    private static async Task<NamedCommit?> MainAsync(ReleaseContext context)
    {
        var (git, branch) = (context.Checkout.Git, context.Fleet.MainBranch);
        foreach (var name in (string[])[$"{git.Remote}/{branch}", branch])
        {
            if (await context.GitCommitAsync(name, git, context.Cancelled) is { } commit)
                return new(name, commit);
        }
        return null;
    }
}
