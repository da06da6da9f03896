using Cake.Frosting;
using Pipeline.Images;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Pushes both images and records their digests.</summary>
[TaskName(TargetNames.PushAcr)]
[TaskDescription("Logs in to the registry, pushes both images, records their digests")]
[Target(Touch.Images, Fleet = true, Version = VersionNeed.Any, Example = "--version=1.2.3")]
[IsDependentOn(typeof(BuildImage))]
[IsDependentOn(typeof(BuildStatic))]
public sealed class PushAcr : ReleaseTask
{
    /// <inheritdoc/>
    protected override Task<string?> ReasonToSkipAsync(ReleaseContext context) =>
        Task.FromResult(context.ImagesLeftOut);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(ReleaseContext context)
    {
        var source = await context.Checkout.StateAsync();
        var images = await context.Images.Value.FindAsync(source.Version);
        var missing = images.Where(image => !image.IsTakenAsPublished(source)).ToArray();
        foreach (var image in images.Except(missing))
            context.Say($"PushAcr: nothing to do: the registry has {image.Reference} already");
        if (missing.Length > 0)
            await ImagePush.RunAsync(context, missing);
        await ImagePush.RecordDigestsAsync(context, source.Version);
    }
}
