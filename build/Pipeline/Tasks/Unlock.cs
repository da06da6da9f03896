using Cake.Frosting;
using Clusters.Locks;
using Pipeline.Checks;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Fleets;
using Releases.Records;

namespace Pipeline.Tasks;

/// <summary>Frees the deploy locks of the run's regions, after showing who holds them.</summary>
[TaskName(TargetNames.Unlock)]
[TaskDescription("Releases a region's deploy lock, after showing who holds it")]
[Target(Touch.Regions, Fleet = true, Example = "--regions=uk", Page = "docs/runbook.md")]
public sealed class Unlock : AsyncFrostingTask<ReleaseContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(ReleaseContext context)
    {
        foreach (var region in context.Regions)
            await UnlockAsync(context, region);
    }

    private static async Task UnlockAsync(ReleaseContext context, Region region)
    {
        var cluster = await context.Clusters.ConnectAsync(region, context.Cancelled);
        if (await DeployLock.ReadHolderAsync(cluster, context.Cancelled) is not { } held)
        {
            context.Say($"{region.Name}: nobody holds the deploy lock");
            return;
        }
        context.Say($"{region.Name}: the deploy lock is held by {held}");
        await Confirmation.AskAsync(context, _ => { }, $"Release the lock of {region.Name}?");
        await LockBreak.RunAsync(cluster, held.Holder, context.Cancelled);
        context.Record.Update(region.Name, entry => entry with { Outcome = Outcome.Succeeded });
        context.Say($"{region.Name}: the deploy lock is free; a release that held it stops before its next change");
    }
}
