using System.Globalization;
using System.Text.Json.Nodes;
using Foundation.Failures;
using Releases.Fleets;
using Releases.Orders;
using Releases.Workloads;

namespace Releases.Jobs;

/// <summary>The migration Job of a region, rendered and labelled.</summary>
public static class MigrationManifest
{
    /// <summary>Renders the region's manifest.</summary>
    /// <param name="order">What is released.</param>
    /// <param name="region">The region.</param>
    /// <param name="purpose">The purpose of the Job.</param>
    /// <exception cref="UsageException">
    /// The manifest is missing, outside of the fleet file's folder, wrong, asks for unknown variables, or has a command
    /// that cannot un-apply.
    /// </exception>
    public static JsonObject Render(ReleaseOrder order, Region region, JobPurpose purpose) =>
        Render(order.Fleet, order.Image, order.Actor, order.Ref, region, purpose);

    /// <summary>Renders the region's manifest outside of a release.</summary>
    /// <param name="fleet">The fleet's rules.</param>
    /// <param name="image">The repository of the images, with its registry.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="ref">The branch or tag of the version.</param>
    /// <param name="region">The region.</param>
    /// <param name="purpose">The purpose of the Job.</param>
    /// <exception cref="UsageException">
    /// The manifest is missing, outside of the fleet file's folder, wrong, asks for unknown variables, or has a command
    /// that cannot un-apply.
    /// </exception>
    public static JsonObject Render(
        Fleet fleet,
        string image,
        string actor,
        string @ref,
        Region region,
        JobPurpose purpose
    )
    {
        var variables = RegionVariables.Of(fleet, region, purpose.Version.Text, image, actor, @ref);
        var (job, file) = JobManifest.Render(fleet, fleet.Migration, "migration", region, variables);
        job["metadata"]!["name"] = purpose.NameOf(fleet.Migration.Job);
        Label(job, actor, purpose);
        if (purpose.Digest is { } digest)
            Pin(job, $"{image}:{purpose.Version}", digest);
        if (purpose.Step is { } step)
            MigrateCommand.Replace(job, image, step, file);
        return job;
    }

    /// <summary>
    /// Whether a second pod of a Job may begin before the first has ended, as when the first one's node is drained
    /// (Kubernetes documentation, "Jobs", "Pod replacement policy").
    /// </summary>
    /// <param name="job">The Job, rendered.</param>
    public static bool MayRunTwice(JsonObject job) =>
        job["spec"] is JsonObject spec
        && Text(spec, "podReplacementPolicy") != "Failed"
        // With this field the server sets the policy itself.
        && spec["podFailurePolicy"] is null
        // There is no second pod.
        && spec["backoffLimit"]?.ToJsonString() != "0";

    /// <summary>
    /// After how many seconds a Job ends itself, whatever it is doing; <see langword="null"/> where it has no limit.
    /// </summary>
    /// <param name="job">The Job, rendered.</param>
    public static long? DeadlineOf(JsonObject job) =>
        long.TryParse(
            job["spec"]?["activeDeadlineSeconds"]?.ToJsonString(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var seconds
        )
            ? seconds
            : null;

    // A node that has an image of the tag already would not look for a newer one.
    private static void Pin(JsonObject job, string image, string digest)
    {
        var pods = job["spec"]!["template"]!["spec"] as JsonObject;
        var containers = new[] { "initContainers", "containers" }.SelectMany(key => pods?[key] as JsonArray ?? []);
        foreach (var container in containers.OfType<JsonObject>().Where(each => Text(each, "image") == image))
            container["image"] = $"{image}@{digest}";
    }

    // A second run for the same purpose finds the Job by its labels and joins it.
    private static void Label(JsonObject job, string actor, JobPurpose purpose)
    {
        var template = (JsonObject)job["spec"]!["template"]!;
        foreach (var (name, value) in purpose.Labels)
        {
            Section(Section(job, "metadata"), "labels")[name] = value;
            Section(Section(template, "metadata"), "labels")[name] = value;
        }
        Section(Section(job, "metadata"), "annotations")[ReleaseLabels.Actor] = actor;
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
