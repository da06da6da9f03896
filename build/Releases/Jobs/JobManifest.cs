using System.Text.Json.Nodes;
using Foundation.Failures;
using Releases.Fleets;
using Releases.Manifests;

namespace Releases.Jobs;

/// <summary>The manifest of a Job that the fleet file names, rendered for a region.</summary>
internal static class JobManifest
{
    /// <summary>Renders it.</summary>
    /// <param name="fleet">The fleet's rules.</param>
    /// <param name="rule">Which Job.</param>
    /// <param name="key">The key of the fleet file that names it, for problems.</param>
    /// <param name="region">The region.</param>
    /// <param name="variables">What the manifest may ask for.</param>
    /// <returns>The Job, and the file that it was read from.</returns>
    /// <exception cref="UsageException">
    /// The manifest or the region's folder is missing, outside of the fleet file's folder, wrong, or asks for unknown
    /// variables.
    /// </exception>
    public static (JsonObject Job, string File) Render(
        Fleet fleet,
        JobRule rule,
        string key,
        Region region,
        ManifestVariables variables
    )
    {
        RegionFolder.Of(fleet, region);
        var file = fleet.ManifestOf(rule, region);
        ManifestFile.RefuseOutside(fleet.Folder, file);
        var job = ManifestTemplate.Read(file).Render(variables);
        Check(job, file, rule, key, region);
        return (job, file);
    }

    private static void Check(JsonObject job, string file, JobRule rule, string key, Region region)
    {
        if (Text(job, "kind") != "Job")
            throw new UsageException($"{file}:1: expected a Job, found {Text(job, "kind") ?? "no kind"}");
        var metadata = job["metadata"] as JsonObject;
        if (Text(metadata, "name") != rule.Job)
            throw new UsageException(
                $"{file}:1: the Job is named '{Text(metadata, "name")}', but `{key}` in the fleet file says '{rule.Job}'"
            );
        if (Text(metadata, "namespace") is { } space && space != region.Namespace)
            throw new UsageException(
                $"{file}:1: the Job asks for namespace '{space}', but region {region.Name} has '{region.Namespace}'; leave it out"
            );
        if (job["spec"]?["template"] is not JsonObject)
            throw new UsageException($"{file}:1: the Job has no spec.template");
    }

    private static string? Text(JsonObject? section, string key) =>
        section?[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
