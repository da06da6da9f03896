using Cake.Frosting;
using Pipeline.Images;
using Pipeline.Running;
using Pipeline.Sources;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Builds the static files' image.</summary>
[TaskName(Name)]
[TaskDescription("Builds IMAGE:VERSION-static from the Dockerfile's stage deployment-static")]
[IsDependentOn(typeof(Tag))]
[Needs(Fleet = true, Version = true)]
public sealed class BuildStatic : ReleaseTask
{
    /// <summary>The task's name.</summary>
    public const string Name = nameof(BuildStatic);

    /// <inheritdoc/>
    protected override Task<string?> ReasonToSkipAsync(ReleaseContext context) =>
        ImageBuild.ReasonToSkipAsync(context, ReleaseImage.StaticTarget);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) =>
        ImageBuild.RunAsync(context, ReleaseImage.StaticTarget);
}
