using System.Net;
using System.Text.Json.Nodes;
using Clusters.Calls;
using Foundation.Timing;
using Pipeline.Running;
using Pipeline.Targets;
using Releases.Fleets;
using Releases.Jobs;
using Releases.Orders;

namespace Pipeline.Checks;

/// <summary>Whether a region's server would take the Job that migrates, and what in its manifest does harm.</summary>
internal static class MigrationJobCheck
{
    /// <summary>Checks the Job of one region, and what is done before it.</summary>
    /// <param name="context">The run.</param>
    /// <param name="order">What the lanes would do.</param>
    /// <param name="region">The region.</param>
    /// <param name="cluster">
    /// The region's cluster; <see langword="null"/> where the run creates no Job there, or these credentials may not.
    /// </param>
    /// <param name="findings">Receives what speaks against it.</param>
    public static async Task RunAsync(
        ReleaseContext context,
        ReleaseOrder order,
        Region region,
        RegionCluster? cluster,
        Findings findings
    )
    {
        var purpose = JobPurpose.Migrate(order.Version, order.Digest);
        var job = MigrationManifest.Render(order, region, purpose);
        var file = order.Fleet.ManifestOf(order.Fleet.Migration, region);
        // One line for all regions that have the file.
        var first = context.Regions.First(each => order.Fleet.ManifestOf(order.Fleet.Migration, each) == file);
        if (first.Name == region.Name)
            Warn(context, job, file);
        if (cluster is not null)
            await findings.CollectAsync(() => AskAsync(context, order, cluster, (job, file), findings));
        await BackupCheck.RunAsync(order, region, findings, context.Cancelled);
    }

    private static void Warn(ReleaseContext context, JsonObject job, string file)
    {
        if (MigrationManifest.MayRunTwice(job))
            context.Say(
                $"warning: {file}: when the migration's node is drained, a second pod migrates beside the first: set podReplacementPolicy: Failed below spec (Kubernetes 1.29 or later)"
            );
        // Who has asked for no time in particular gets what the manifest allows.
        var limit = context.Options.MigrationTimeout;
        if (
            context.Options.SetsMigrationTimeout
            && MigrationManifest.DeadlineOf(job) is { } seconds
            && seconds < limit.TotalSeconds
        )
            context.Say(
                $"warning: {file}: --migration-timeout is {DurationText.OfLimit(limit)}, but the Job ends itself after {DurationText.OfLimit(TimeSpan.FromSeconds(seconds))}, in the middle of a migration: raise activeDeadlineSeconds below spec"
            );
    }

    private static async Task AskAsync(
        ReleaseContext context,
        ReleaseOrder order,
        RegionCluster cluster,
        (JsonObject Json, string File) job,
        Findings findings
    )
    {
        try
        {
            await new MigrationJobs(cluster, order.Fleet.Migration.Job).CheckAsync(job.Json, context.Cancelled);
        }
        catch (ApiRefusalException refusal) when (refusal.Status < HttpStatusCode.InternalServerError)
        {
            if (IsOfTheImage(order, refusal) && await PushesAsync(context, order))
                context.Say($"warning: {refusal.Message}; the image is pushed before the Job is created");
            else
                findings.Add($"{job.File}: {refusal.Message}", refusal.NextStep);
        }
    }

    // A policy may look at an image in the registry, such as at its signature.
    private static bool IsOfTheImage(ReleaseOrder order, ApiRefusalException refusal) =>
        ApiRefusalException.IsOfPolicy(refusal.Message)
        && refusal.Message.Contains(order.Image, StringComparison.Ordinal);

    // A moving tag may hold the image of another commit until then.
    private static async Task<bool> PushesAsync(ReleaseContext context, ReleaseOrder order)
    {
        if (context.ImagesLeftOut is not null || !context.Prepares(TargetNames.PushAcr))
            return false;
        var source = await context.Checkout.StateAsync();
        var images = await context.Images.Value.FindAsync(order.Version);
        return !images.All(image => image.IsTakenAsPublished(source));
    }
}
