using Foundation.Failures;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Tools.Git;

namespace Pipeline.Checks;

/// <summary>Whether git can make the tag of this version: it writes down who did.</summary>
internal static class TaggerCheck
{
    /// <summary>Checks it where a tag has to be made.</summary>
    /// <exception cref="ReleaseException">Git does not know the name or the address of who releases.</exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        // Who only looks at a plan makes no tag.
        if (!context.Prepares(TargetNames.Tag) || context.IsTarget(TargetNames.Plan) || context.Options.OnlyTells)
            return;
        var source = await context.Checkout.StateAsync();
        if (source.Version.Version is not null && source.TagCommit is null)
            await context.GitCommitterAsync(context.Checkout.Git, context.Cancelled);
    }
}
