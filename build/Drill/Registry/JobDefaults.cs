using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Settings;

namespace Drill.Registry;

/// <summary>
/// The defaults of the batch group (k8s.io/kubernetes, pkg/apis/batch/v1/defaults.go and pkg/registry/batch/job).
/// </summary>
internal static class JobDefaults
{
    public static void Apply(JsonObject job, ClusterVersion version)
    {
        var spec = job.Ensure("spec");
        ApplyToSpec(spec);
        if (version.Minor >= 24)
        {
            spec.Default("completionMode", "NonIndexed");
            spec.Default("suspend", false);
        }

        if (version.Minor >= 31)
            spec.Default("podReplacementPolicy", "TerminatingOrFailed");

        if (!spec.Flag("manualSelector") && job.Text("metadata.uid") is { } uid)
            Select(job, spec, uid, prefixed: version.Minor >= 27);

        if (job.At("metadata.labels") is null && spec.At("template.metadata.labels") is JsonObject labels)
            job.Ensure("metadata")["labels"] = labels.Copy();
    }

    public static void ApplyToCronJob(JsonObject spec)
    {
        spec.Default("concurrencyPolicy", "Allow");
        spec.Default("suspend", false);
        spec.Default("successfulJobsHistoryLimit", 3);
        spec.Default("failedJobsHistoryLimit", 1);
        var template = spec.Ensure("jobTemplate");
        template.Ensure("metadata").Default("creationTimestamp", null);
        WorkloadDefaults.ApplyToTemplate(template.Ensure("spec"));
    }

    private static void ApplyToSpec(JsonObject spec)
    {
        WorkloadDefaults.ApplyToTemplate(spec);
        spec.Default("backoffLimit", 6);
        spec.Default("parallelism", 1);
        spec.Default("completions", 1);
    }

    /// <summary>Selects a Job's pods by the Job's own uid. The prefixed labels came with 1.27.</summary>
    private static void Select(JsonObject job, JsonObject spec, string uid, bool prefixed)
    {
        var labels = spec.Ensure("template.metadata.labels");
        var name = job.Text("metadata.name");
        labels.Default("controller-uid", uid);
        labels.Default("job-name", name);
        if (prefixed)
        {
            labels.Default("batch.kubernetes.io/controller-uid", uid);
            labels.Default("batch.kubernetes.io/job-name", name);
        }

        var key = prefixed ? "batch.kubernetes.io/controller-uid" : "controller-uid";
        spec.Default("selector", new JsonObject { ["matchLabels"] = new JsonObject { [key] = uid } });
    }
}
