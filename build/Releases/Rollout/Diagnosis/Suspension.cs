using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>
/// Finds a Job that waits to be resumed, as in queues for Jobs, or that waits for another controller to run it.
/// </summary>
public static class Suspension
{
    // Kubernetes, "Jobs", delegation of managing a Job object to external controller.
    private const string OwnController = "kubernetes.io/job-controller";

    /// <summary>The symptom of a Job that waits in one of these ways, or <see langword="null"/>.</summary>
    public static Symptom? Of(V1Job job) =>
        job.Spec?.Suspend == true
            ? new Symptom(
                "Suspended",
                $"spec.suspend is set{By(job)}, so nobody runs it until spec.suspend is false again",
                Grace.Unschedulable
            )
        // Only before the Job starts: a start time proves that the other controller runs it.
        : job.Spec?.ManagedBy is { Length: > 0 } manager && manager != OwnController && job.Status?.StartTime is null
            ? new Symptom(
                "ManagedElsewhere",
                $"spec.managedBy is {manager}, so the cluster's own controller does not run it, and {manager} has not started it",
                Grace.Unschedulable
            )
        : null;

    // The server records which client has set each field (Kubernetes, "Server-Side Apply", field management). It
    // records a webhook's change at creation under the creator's name. The creator is then not the cause.
    private static string By(V1Job job) =>
        job.Metadata.ManagedFields?.LastOrDefault(entry => Has(entry, "suspend") && !Has(entry, "template"))
            is { Manager: { Length: > 0 } manager }
            ? $" by {manager}"
            : "";

    private static bool Has(V1ManagedFieldsEntry entry, string field) =>
        entry.FieldsV1?.ToString()?.Contains($"\"f:{field}\"", StringComparison.Ordinal) == true;
}
