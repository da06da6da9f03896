using System.Net;
using System.Text.Json.Nodes;
using Clusters.Calls;
using Foundation.Timing;
using Pipeline.Running;
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
    /// The region's cluster; <see langword="null"/> where these credentials may create no Job there.
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
        catch (ApiRefusalException refusal) when (MayBeOfTheImage(context, order, refusal))
        {
            context.Say($"warning: {refusal.Message}; this run pushes the image before it creates the Job");
        }
        catch (ApiRefusalException refusal) when (refusal.Status < HttpStatusCode.InternalServerError)
        {
            findings.Add($"{job.File}: {refusal.Message}", refusal.NextStep);
        }
    }

    // A policy may look at an image in the registry, such as at its signature. Where the run has yet to push the image,
    // that has to wait.
    private static bool MayBeOfTheImage(ReleaseContext context, ReleaseOrder order, ApiRefusalException refusal) =>
        context.ImagesLeftOut is null
        && refusal.Message.Contains("denied the request", StringComparison.Ordinal)
        && refusal.Message.Contains(order.Image, StringComparison.Ordinal);
}
