using Cake.Frosting;
using Pipeline.Running;
using Pipeline.Targets;
using Pipeline.Tools.Git;
using Releases.Records;

namespace Pipeline.Tasks;

/// <summary>Creates and pushes the tag of this version, and no other.</summary>
[TaskName(TargetNames.Tag)]
[TaskDescription("Creates and pushes exactly the tag of this version")]
[Target(Touch.Repository, Fleet = true, Version = VersionNeed.Any, Example = "--version=1.2.3")]
[IsDependentOn(typeof(Preflight))]
public sealed class Tag : ReleaseTask
{
    /// <inheritdoc/>
    protected override async Task<string?> ReasonToSkipAsync(ReleaseContext context)
    {
        var source = await context.Checkout.StateAsync();
        if (source.Version.Version is null)
            return $"{source.Version} is no version: staging images are not tagged in git";
        return source.IsTagged ? $"{source.Version} is tagged at {source.ShortCommit} already" : null;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(ReleaseContext context)
    {
        var source = await context.Checkout.StateAsync();
        var message = $"Release {source.Version}\n\nReleased by {await context.Checkout.ActorAsync()}\n";
        var isPushed = await context.GitPublishTagAsync(
            source.Version.Text,
            source.Commit,
            message,
            context.Checkout.Git,
            context.Cancelled
        );
        context.Say(
            isPushed
                ? $"tag {source.Version} pushed to {source.Remote} at {source.ShortCommit}"
                : $"tag {source.Version} is at {source.Remote} already, at this very commit, {source.ShortCommit}"
        );
        if (GitAddress.WebPage(source.Remote) is { } page)
            context.Say($"watch what it starts: {page}/-/pipelines?ref={source.Version}");
        // Where this run goes no further than the tag, what GitLab starts for it is what is wanted.
        if (context.TaskNames.Overlaps(StageTable.ChangingTargets))
            context.Announcer.Push();
    }
}
