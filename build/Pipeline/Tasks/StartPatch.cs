using Cake.Frosting;
using Pipeline.Lines;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Makes the branch on which an older line is patched.</summary>
[TaskName(TargetNames.StartPatch)]
[TaskDescription("Creates the branch release-X.Y from the line's latest tag, and says what comes next")]
[Target(Touch.Repository, Example = "--line=1.0", Page = "docs/patching.md")]
public sealed class StartPatch : ReleaseTask
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) => PatchStart.RunAsync(context);
}
