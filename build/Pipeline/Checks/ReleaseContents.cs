using Foundation.Failures;
using Foundation.Text;
using Foundation.Timing;
using Pipeline.Running;
using Pipeline.Tools.Git;
using Releases.Plans;
using Releases.Records;
using Releases.Versions;

namespace Pipeline.Checks;

/// <summary>
/// Finds out which merge requests and commits lie between what the regions run and a release. What the clone does not
/// know is said and refuses nothing.
/// </summary>
internal static class ReleaseContents
{
    // A person waits for it, and no release depends on it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Reads them.</summary>
    /// <param name="context">The run.</param>
    /// <param name="to">The commit of the release.</param>
    /// <param name="version">The version of the release.</param>
    /// <param name="regions">What each region runs.</param>
    /// <returns>One entry for each version that is live, in the order of the waves.</returns>
    public static async Task<IReadOnlyList<ReleaseContent>> ReadAsync(
        ReleaseContext context,
        string to,
        string version,
        IEnumerable<RegionPlan> regions
    )
    {
        var contents = new List<ReleaseContent>();
        // One after another: each is a few processes of git, and there are few versions however many regions.
        foreach (var group in regions.GroupBy(region => region.From))
        {
            var empty = new ReleaseContent(group.Key, [.. group.Select(region => region.Name)]);
            contents.Add(
                group.Key != version ? await FillAsync(context, empty, to)
                : IsFixed(version) ? empty
                : empty with { Trouble = $"the tag {version} moves, so the commit that runs there is not known" }
            );
        }
        return contents;
    }

    private static bool IsFixed(string tag) => ReleaseVersion.TryParse(tag) is not null || ImageTag.NamesCommit(tag);

    private static async Task<ReleaseContent> FillAsync(ReleaseContext context, ReleaseContent content, string to)
    {
        using var limit = new CancellationTokenSource(Patience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.Cancelled);
        try
        {
            if (content.From is null)
                return content with { Trouble = "which version runs there is not known" };
            var from = await context.Checkout.Commits.FindAsync(content.From, either.Token);
            var added = await BetweenAsync(context, from, to, either.Token);
            var removed = await BetweenAsync(context, to, from, either.Token);
            // Where the history was cut off, all that is left of it would count as new.
            if (added.Count > 0 && removed.Count > 0 && await IsShallowAsync(context))
                return content with
                {
                    Trouble = $"the clone is shallow; {ShallowClone.DeepeningOf(context.Checkout.Git)} gets the rest",
                };
            return content with
            {
                Added = EntriesOf(added),
                AddedCount = added.Count,
                Removed = EntriesOf(removed),
                RemovedCount = removed.Count,
            };
        }
        catch (OperationCanceledException) when (!context.Cancelled.IsCancellationRequested)
        {
            return content with { Trouble = $"git has not compared them within {DurationText.OfLimit(Patience)}" };
        }
        catch (ReleaseException exception)
        {
            return content with { Trouble = Shortened.To(exception.Message.TrimEnd('.'), ContentEntry.LongestTitle) };
        }
    }

    private static Task<bool> IsShallowAsync(ReleaseContext context) =>
        context.GitIsShallowAsync(context.Checkout.Git, context.Cancelled);

    private static Task<GitRange> BetweenAsync(
        ReleaseContext context,
        string from,
        string to,
        CancellationToken cancellationToken
    ) => context.GitBetweenAsync(from, to, ReleaseContent.Most, context.Checkout.Git, cancellationToken);

    private static IReadOnlyList<ContentEntry> EntriesOf(GitRange range) =>
        [.. range.Newest.Select(message => ContentEntry.Of(message.Commit, message.Message))];
}
