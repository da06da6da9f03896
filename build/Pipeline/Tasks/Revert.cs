using Cake.Frosting;
using Pipeline.Reverts;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Takes a commit or a merge back on a branch of its own.</summary>
[TaskName(TargetNames.Revert)]
[TaskDescription("Makes a branch that takes a commit back; stops before that when the commit carries migrations")]
[Target(Touch.Repository, Fleet = true, Regions = false, Example = "--commit=4f2a9c1", Page = "docs/patching.md")]
public sealed class Revert : ReleaseTask
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(ReleaseContext context) => CommitRevert.RunAsync(context);
}
