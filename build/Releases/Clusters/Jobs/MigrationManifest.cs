using System.Text.Json.Nodes;
using Releases.Clusters.Workloads;
using Releases.Manifests;
using Releases.Rollout;

namespace Releases.Clusters.Jobs;

/// <summary>The migration Job of a region, rendered and labelled.</summary>
public static class MigrationManifest
{
    /// <summary>Renders the region's manifest.</summary>
    /// <exception cref="UsageException">The manifest is missing, wrong, or asks for unknown variables.</exception>
    public static JsonObject Render(ReleaseOrder order, RegionCluster cluster)
    {
        var file = order.Fleet.MigrationManifestOf(cluster.Region);
        var variables = ManifestVariables.Of(
            order.Version.Text,
            order.Image,
            cluster.Region.Name,
            cluster.Namespace,
            order.Actor,
            order.Ref
        );
        var job = ManifestTemplate.Read(file).Render(variables);
        Check(job, file, order, cluster);
        Label(job, order);
        return job;
    }

    private static void Check(JsonObject job, string file, ReleaseOrder order, RegionCluster cluster)
    {
        if (Text(job, "kind") != "Job")
            throw new UsageException($"{file}:1: expected a Job, found {Text(job, "kind") ?? "no kind"}");
        var metadata = job["metadata"] as JsonObject;
        if (Text(metadata, "name") != order.Fleet.Migration.Job)
            throw new UsageException(
                $"{file}:1: the Job is named '{Text(metadata, "name")}', but `migration` in the fleet file says '{order.Fleet.Migration.Job}'"
            );
        if (Text(metadata, "namespace") is { } space && space != cluster.Namespace)
            throw new UsageException(
                $"{file}:1: the Job asks for namespace '{space}', but region {cluster.Region.Name} has '{cluster.Namespace}'; leave it out"
            );
        if (job["spec"]?["template"] is not JsonObject)
            throw new UsageException($"{file}:1: the Job has no spec.template");
    }

    // A second run for the same version finds the Job by its label and joins it.
    private static void Label(JsonObject job, ReleaseOrder order)
    {
        Section(Section(job, "metadata"), "labels")[ReleaseLabels.Version] = ReleaseLabels.ValueOf(order.Version);
        Section(Section(job, "metadata"), "annotations")[ReleaseLabels.Actor] = order.Actor;
        var template = (JsonObject)job["spec"]!["template"]!;
        Section(Section(template, "metadata"), "labels")[ReleaseLabels.Version] = ReleaseLabels.ValueOf(order.Version);
    }

    private static string? Text(JsonObject? section, string key) =>
        section?[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject Section(JsonObject parent, string key)
    {
        if (parent[key] is JsonObject section)
            return section;
        var added = new JsonObject();
        parent[key] = added;
        return added;
    }
}
