using Clusters.Calls;
using Clusters.Locks;
using Foundation.Failures;
using Pipeline.Checks;
using Pipeline.Running;
using Releases.Fleets;
using Releases.Records;

namespace Pipeline.Cancelling;

/// <summary>
/// Frees deploy locks: shows who holds each, asks, frees it, and notes in the region's history whose it was. Who says
/// no to one, or a cluster that fails, keeps nobody from being asked about the rest.
/// </summary>
internal static class LockRelease
{
    /// <summary>Asks and frees, region by region.</summary>
    /// <exception cref="UsageException">No region was named, and the default group has more than one.</exception>
    /// <exception cref="RefusedException">
    /// The person who was asked said no to all, or somebody else holds them by now.
    /// </exception>
    /// <exception cref="ReleaseException">Some were freed and others were not.</exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        if (context.Options.Regions.Names.Count == 0 && context.Regions.Count() > 1)
            throw new UsageException(
                "Unlock frees locks that others hold: name where with --regions=uk,qatar; ./build.sh --target=Status shows who holds one"
            );
        var answers = new AskedRegions("freed", "left locked", "./build.sh --target=Unlock");
        await answers.OverAsync(context, region => FreeAsync(context, region, answers));
    }

    private static async Task FreeAsync(ReleaseContext context, Region region, AskedRegions answers)
    {
        var cluster = await context.Clusters.ConnectAsync(region, context.Cancelled);
        ContextNamespace.Require(context.Fleet, region, cluster);
        if (await DeployLock.ReadHolderAsync(cluster, context.Cancelled) is not { } held)
        {
            context.Say($"{region.Name}: nobody holds the deploy lock");
            return;
        }
        context.Say($"{region.Name}: the deploy lock is held by {held}");
        if (!await Confirmation.IsGivenAsync(context, $"Release the lock of {region.Name}?"))
        {
            context.Say($"{region.Name}: the deploy lock is left to its holder");
            answers.Leave(region.Name);
            return;
        }
        try
        {
            await NotedAsync(
                context,
                cluster,
                held.Holder,
                () => LockBreak.RunAsync(cluster, held.Holder, context.Cancelled)
            );
        }
        catch (RefusedException taken)
        {
            context.Say(string.Join("; ", taken.Reasons));
            answers.Leave(region.Name, "where somebody else holds it by now", taken);
            return;
        }
        answers.Do(region.Name);
        context.Record.Update(region.Name, entry => entry with { Outcome = Outcome.Succeeded });
        context.Say($"{region.Name}: the deploy lock is free; a release that held it stops before its next change");
    }

    private static async Task NotedAsync(ReleaseContext context, RegionCluster cluster, string holder, Func<Task> free)
    {
        var begun = await HandWork.EntryAsync(context, $"freed the lock of {holder}");
        await HandWork.NotedAt(context, cluster, begun).EndAsync(free, context.Cancelled);
    }
}
