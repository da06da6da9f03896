using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>
/// Reads whether a Job waits for somebody to let it run, as queues for Jobs have it, or for another controller to run
/// it.
/// </summary>
public static class Suspension
{
    // Kubernetes, "Jobs", delegation of managing a Job object to external controller.
    private const string OwnController = "kubernetes.io/job-controller";

    /// <summary>The symptom of a Job that waits so, or <see langword="null"/>.</summary>
    public static Symptom? Of(V1Job job) =>
        job.Spec?.Suspend == true
            ? new Symptom(
                "Suspended",
                $"spec.suspend is set{By(job)}, so nobody runs it until that is taken back",
                Grace.Unschedulable
            )
        // Only before it starts: whoever runs it then has it run.
        : job.Spec?.ManagedBy is { Length: > 0 } manager && manager != OwnController && job.Status?.StartTime is null
            ? new Symptom(
                "ManagedElsewhere",
                $"spec.managedBy is {manager}, so the cluster's own controller does not run it, and {manager} has not yet",
                Grace.Unschedulable
            )
        : null;

    // The server notes which client has set each field (Kubernetes, "Server-Side Apply", field management). What a
    // webhook changes at the creation is noted as the creator's, who is not to blame for it.
    private static string By(V1Job job) =>
        job.Metadata.ManagedFields?.LastOrDefault(entry => Has(entry, "suspend") && !Has(entry, "template"))
            is { Manager: { Length: > 0 } manager }
            ? $" by {manager}"
            : "";

    private static bool Has(V1ManagedFieldsEntry entry, string field) =>
        entry.FieldsV1?.ToString()?.Contains($"\"f:{field}\"", StringComparison.Ordinal) == true;
}
