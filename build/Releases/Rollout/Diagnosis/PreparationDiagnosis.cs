using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>
/// Finds what keeps a node from preparing a pod: volumes, the sandbox or the network. Until the pod is prepared its
/// containers show only <c>ContainerCreating</c>. Only events tell more.
/// </summary>
public static class PreparationDiagnosis
{
    /// <summary>
    /// The reasons that the kubelet and the volume controllers give (k8s.io/kubernetes, pkg/kubelet/events).
    /// </summary>
    public static IReadOnlyCollection<string> Reasons { get; } =
    ["FailedMount", "FailedAttachVolume", "FailedMapVolume", "FailedCreatePodSandBox", "NetworkNotReady"];

    /// <summary>The symptom that a pod's events show, or <see langword="null"/>.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="events">
    /// The namespace's events. An event that came once may heal: its Secret may appear a second later. An event that
    /// repeats is a symptom.
    /// </param>
    public static Symptom? Of(V1Pod pod, IReadOnlyList<Corev1Event> events)
    {
        if (!IsBeingPrepared(pod))
            return null;
        var own = events.Where(entry => entry.InvolvedObject.Uid == pod.Uid()).ToArray();
        // A later event, such as a pull, proves that the trouble before it has healed.
        var newest = own.OrderBy(EventTime.Of).ThenBy(entry => entry.Type == "Warning").LastOrDefault();
        if (newest is not { Reason: { } reason } || !Reasons.Contains(reason))
            return null;
        if (
            own.Where(entry => Reasons.Contains(entry.Reason)).Sum(entry => entry.Series?.Count ?? entry.Count ?? 1) < 2
        )
            return null;
        var message = (newest.Message ?? "the node cannot prepare the pod").ReplaceLineEndings(" ").Trim();
        return new Symptom(reason, message, GraceOf(message)) { Pod = pod.Name() };
    }

    // A missing Secret or ConfigMap is somebody's mistake. A node's disks and networks take minutes.
    private static TimeSpan GraceOf(string message) =>
        message.Contains("not found", StringComparison.OrdinalIgnoreCase) ? Grace.MissingVolume : Grace.Preparation;

    private static bool IsBeingPrepared(V1Pod pod)
    {
        var statuses = (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []);
        return pod.Status?.Phase is "Pending" or null
            && statuses.All(status =>
                status.State?.Waiting is { Reason: null or "ContainerCreating" or "PodInitializing" }
                || status.State is null
            );
    }
}
