using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>
/// Finds a pod that was told to end and is still there. Where pods make room for their successors, such as with the
/// strategy <c>Recreate</c> or in a StatefulSet, no new pod begins before the old one has gone.
/// </summary>
internal static class LingeringPod
{
    /// <summary>The reason of the symptom.</summary>
    public const string Reason = "StuckTerminating";

    /// <summary>The symptom, or <see langword="null"/>.</summary>
    /// <param name="pod">A pod whose successor waits for its end.</param>
    /// <param name="now">
    /// The cluster's time, for one look: only what is overdue is a symptom then. <see langword="null"/> for a state
    /// that is watched.
    /// </param>
    public static Symptom? Of(V1Pod pod, DateTimeOffset? now)
    {
        // The server writes down when the pod's time to end will be over (Kubernetes, "Pod Lifecycle", termination of
        // pods).
        if (pod.Metadata.DeletionTimestamp is not { } end || now?.UtcDateTime < end)
            return null;
        var granted = TimeSpan.FromSeconds(pod.Metadata.DeletionGracePeriodSeconds ?? 0);
        return new Symptom(
            Reason,
            $"pod {pod.Name()}{Place(pod)} was told to end and is still there; its successor waits for that{Holders(pod)}",
            granted + Grace.Preparation
        )
        {
            Pod = pod.Name(),
            // Every pod needs a moment to end.
            IsSilence = true,
        };
    }

    private static string Place(V1Pod pod) => pod.Spec?.NodeName is { Length: > 0 } node ? $" on node {node}" : "";

    private static string Holders(V1Pod pod) =>
        pod.Metadata.Finalizers is { Count: > 0 } finalizers ? $"; finalizers: {string.Join(", ", finalizers)}" : "";
}
