using Cake.Frosting;
using Pipeline.Cancelling;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Tasks;

/// <summary>Frees the deploy locks of the run's regions, after showing who holds them.</summary>
[TaskName(TargetNames.Unlock)]
[TaskDescription("Releases a region's deploy lock, after showing who holds it")]
[Target(Touch.Regions, Fleet = true, Example = "--regions=uk", Page = "docs/runbook.md")]
public sealed class Unlock : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(ReleaseContext context) => LockRelease.RunAsync(context);
}
