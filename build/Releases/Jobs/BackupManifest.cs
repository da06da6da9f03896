using System.Text.Json.Nodes;
using Foundation.Failures;
using Releases.Fleets;
using Releases.Orders;
using Releases.Workloads;

namespace Releases.Jobs;

/// <summary>The team's own Job that backs a region's database up, rendered for a region.</summary>
public static class BackupManifest
{
    /// <summary>Renders it.</summary>
    /// <param name="order">What is released.</param>
    /// <param name="region">The region.</param>
    /// <exception cref="UsageException">The fleet file names no such Job, or its manifest is wrong.</exception>
    public static JsonObject Render(ReleaseOrder order, Region region)
    {
        var rule = order.Fleet.Backup ?? throw new UsageException($"{order.Fleet.File}: `backup` is missing");
        var variables = RegionVariables.Of(
            order.Fleet,
            region,
            order.Version.Text,
            order.Image,
            order.Actor,
            order.Ref
        );
        var (job, _) = JobManifest.Render(order.Fleet, rule, "backup", region, variables);
        var metadata = (JsonObject)job["metadata"]!;
        if (metadata["annotations"] is not JsonObject annotations)
            metadata["annotations"] = annotations = [];
        annotations[ReleaseLabels.Actor] = order.Actor;
        return job;
    }
}
