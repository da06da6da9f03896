using Cake.Frosting;
using Pipeline.Lines;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Brings a patched line back to the main branch.</summary>
[TaskName(TargetNames.FinishPatch)]
[TaskDescription("Merges the branch release-X.Y into the main branch, in a checkout of its own, and pushes it")]
[Target(Touch.Repository, Fleet = true, Regions = false, Example = "--line=1.0", Page = "docs/patching.md")]
public sealed class FinishPatch : ReleaseTask
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) => PatchFinish.RunAsync(context);
}
