using Cake.Frosting;
using Pipeline.Images;
using Pipeline.Running;
using Pipeline.Sources;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Builds the static files' image.</summary>
[TaskName(TargetNames.BuildStatic)]
[TaskDescription("Builds IMAGE:VERSION-static from the Dockerfile's stage deployment-static")]
[Target(Touch.Images, Fleet = true, Version = VersionNeed.Any, Example = "--version=1.2.3")]
[IsDependentOn(typeof(Tag))]
public sealed class BuildStatic : ReleaseTask
{
    /// <inheritdoc/>
    protected override Task<string?> ReasonToSkipAsync(ReleaseContext context) =>
        ImageBuild.ReasonToSkipAsync(context, ReleaseImage.StaticTarget);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) =>
        ImageBuild.RunAsync(context, ReleaseImage.StaticTarget);
}
