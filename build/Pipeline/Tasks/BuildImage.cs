using Cake.Frosting;
using Pipeline.Images;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Builds the application's image.</summary>
[TaskName(TargetNames.BuildImage)]
[TaskDescription("Builds IMAGE:VERSION from the Dockerfile's default stage")]
[Target(Touch.Images, Fleet = true, Version = VersionNeed.Any, Example = "--version=1.2.3")]
[IsDependentOn(typeof(Tag))]
public sealed class BuildImage : ReleaseTask
{
    /// <inheritdoc/>
    protected override Task<string?> ReasonToSkipAsync(ReleaseContext context) =>
        ImageBuild.ReasonToSkipAsync(context, null);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) => ImageBuild.RunAsync(context, null);
}
