using Cake.Frosting;
using Clusters.Locks;
using Foundation.Failures;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Fleets;

namespace Pipeline.Tasks;

/// <summary>Frees the deploy locks of the run's regions, after showing who holds them.</summary>
[TaskName(nameof(Unlock))]
[TaskDescription("Releases a region's deploy lock, after showing who holds it")]
[Needs(Fleet = true)]
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
        if (!IsConfirmed(context, region))
            throw new RefusedException([$"{region.Name}: not confirmed"], "answer y, or say --yes");
        await DeployLock.BreakAsync(cluster, context.Cancelled);
        context.Say($"{region.Name}: the deploy lock is free; a release that held it stops before its next change");
    }

    private static bool IsConfirmed(ReleaseContext context, Region region)
    {
        if (context.Options.Yes)
            return true;
        if (context.Surroundings.Ask is not { } ask)
            return false;
        context.Surroundings.Output.Write($"Release the lock of {region.Name}? [y/N] ");
        return ask()?.Trim() is "y" or "Y" or "yes";
    }
}
