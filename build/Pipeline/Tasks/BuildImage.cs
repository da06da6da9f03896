using Cake.Frosting;
using Pipeline.Images;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Builds the application's image.</summary>
[TaskName(Name)]
[TaskDescription("Builds IMAGE:VERSION from the Dockerfile's default stage")]
[IsDependentOn(typeof(Tag))]
[Needs(Fleet = true, Version = true)]
public sealed class BuildImage : ReleaseTask
{
    /// <summary>The task's name.</summary>
    public const string Name = nameof(BuildImage);

    /// <inheritdoc/>
    protected override Task<string?> ReasonToSkipAsync(ReleaseContext context) =>
        ImageBuild.ReasonToSkipAsync(context, null);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) => ImageBuild.RunAsync(context, null);
}
