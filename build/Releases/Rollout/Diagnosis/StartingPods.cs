using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>
/// Tells pods that an autoscaler or a drained node has just brought from pods that served and have stopped. A workload
/// that is rolled out lacks pods in both cases.
/// </summary>
internal static class StartingPods
{
    // No probe counts the pull of the image and the start itself.
    private static readonly TimeSpan Room = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether pods are missing only because they start: each that does not serve yet is new and has never restarted.
    /// </summary>
    /// <param name="pods">The workload's pods, those that end included where no other takes their place before.</param>
    /// <param name="pace">How long they may take.</param>
    /// <param name="now">The cluster's time, in UTC.</param>
    public static bool AreAllThatIsMissing(IEnumerable<V1Pod> pods, WorkloadPace pace, DateTime now)
    {
        var missing = pods.Where(pod => !IsOver(pod) && !Serves(pod, pace.Settling, now)).ToArray();
        return missing.Length > 0 && missing.All(pod => IsInTime(pod, pace.Starting + pace.Settling + Room, now));
    }

    // The controller makes another pod in its place.
    private static bool IsOver(V1Pod pod) => pod.Status?.Phase is "Failed" or "Succeeded";

    private static bool Serves(V1Pod pod, TimeSpan settling, DateTime now) =>
        pod.Metadata.DeletionTimestamp is null
        && pod.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "Ready", Status: "True" })
            is { } ready
        && now - (ready.LastTransitionTime ?? DateTime.MinValue) >= settling;

    // The time of a deletion is the end of the time that the pod was given for it.
    private static bool IsInTime(V1Pod pod, TimeSpan starting, DateTime now) =>
        pod.Metadata.DeletionTimestamp is { } end
            ? now < end + Room
            : now - pod.Metadata.CreationTimestamp < starting
                && (pod.Status?.InitContainerStatuses ?? [])
                    .Concat(pod.Status?.ContainerStatuses ?? [])
                    .All(container => container.RestartCount == 0);
}
