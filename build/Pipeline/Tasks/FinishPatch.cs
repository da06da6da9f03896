using Cake.Frosting;
using Pipeline.Lines;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Brings a patched line back to the main branch.</summary>
[TaskName(Name)]
[TaskDescription("Merges the branch release-X.Y into the main branch, in a checkout of its own, and pushes it")]
[Needs(Fleet = true, Regions = false)]
public sealed class FinishPatch : ReleaseTask
{
    /// <summary>The task's name.</summary>
    public const string Name = nameof(FinishPatch);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) => PatchFinish.RunAsync(context);
}
