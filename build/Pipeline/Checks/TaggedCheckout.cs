using Foundation.Text;
using Pipeline.Running;
using Pipeline.Tools.Git;

namespace Pipeline.Checks;

/// <summary>How a person gets the commit of a version's tag checked out, whatever the clone has of it.</summary>
/// <param name="Commands">The commands, one after another.</param>
/// <param name="Stale">The commit of the clone's own tag, where that is another one than the remote's.</param>
internal sealed record TaggedCheckout(string Commands, string? Stale)
{
    /// <summary>Looks at the clone's own tag.</summary>
    /// <param name="context">The run.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="commit">The commit that it names at the remote.</param>
    public static async Task<TaggedCheckout> OfAsync(ReleaseContext context, string tag, string commit)
    {
        var git = context.Checkout.Git;
        var own = await context.GitCommitAsync($"refs/tags/{tag}", git, context.Cancelled);
        if (own == commit)
            return new($"git checkout {tag}", null);
        // A tag of the clone stays where it is, whatever is fetched: so the commit is named, and not the tag.
        return new($"git fetch {git.Remote} refs/tags/{tag}, then git checkout {ShortCommit.Of(commit)}", own);
    }
}
