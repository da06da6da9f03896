using System.Globalization;
using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>Finds the symptoms of one pod of the new revision.</summary>
public static class PodDiagnosis
{
    /// <summary>The symptoms that the pod shows now.</summary>
    /// <param name="pod">A pod of the current revision. Older pods do not matter.</param>
    /// <param name="events">The namespace's events. The reason of a failed pull may be only there.</param>
    public static IEnumerable<Symptom> Of(V1Pod pod, IReadOnlyList<Corev1Event> events)
    {
        if (pod.Metadata.DeletionTimestamp is not null || IsReplacedByItsController(pod))
            yield break;
        if (Unschedulable(pod, events) is { } unschedulable)
            yield return unschedulable;
        if (PodGates.Of(pod) is { } gated)
            yield return gated;
        if (PreparationDiagnosis.Of(pod, events) is { } unprepared)
            yield return unprepared;
        var containers = (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []);
        foreach (var container in containers)
        {
            if (Of(pod, container, events) is { } symptom)
                yield return symptom;
        }
    }

    // Workloads' containers are restarted for ever. A Failed pod was therefore evicted, preempted, refused by its node
    // or shut down with the node. The pod stays, and its controller makes a new one.
    private static bool IsReplacedByItsController(V1Pod pod) => pod.Status?.Phase == "Failed";

    private static Symptom? Unschedulable(V1Pod pod, IReadOnlyList<Corev1Event> events)
    {
        var condition = pod.Status?.Conditions?.FirstOrDefault(condition =>
            condition is { Type: "PodScheduled", Status: "False", Reason: "Unschedulable" }
        );
        if (condition is null && !IsLeftAlone(pod))
            return null;
        var message = OneLine(condition?.Message, "no node takes the pod");
        var isNodeComing = IsNodeComing(pod, events);
        var symptom = new Symptom("Unschedulable", message, isNodeComing ? Grace.ComingNode : Grace.Unschedulable)
        {
            Pod = pod.Name(),
            IsSilence = condition is null,
            NeedsRoom = true,
            Because = isNodeComing ? "an autoscaler makes a node for it" : null,
        };
        // A new node does not bring a missing claim, and an old pod that ends does not leave one.
        return symptom.IsMissingClaim
            ? symptom with
            {
                Grace = Grace.MissingVolume,
                NeedsRoom = false,
                Because = null,
            }
            : symptom;
    }

    // The autoscaler says of each pod whether it makes a node for it, and again when that has changed
    // (kubernetes/autoscaler, cluster-autoscaler/processors/status). At the same second nobody knows which was last.
    private static bool IsNodeComing(V1Pod pod, IReadOnlyList<Corev1Event> events) =>
        events
            .Where(entry => entry.InvolvedObject.Uid == pod.Uid())
            .Where(entry => entry.Reason is "TriggeredScaleUp" or "NotTriggerScaleUp")
            .OrderBy(EventTime.Of)
            .ThenBy(entry => entry.Reason == "NotTriggerScaleUp")
            .LastOrDefault()
            is { Reason: "TriggeredScaleUp" };

    // Without a working scheduler the pod has no condition that says so.
    private static bool IsLeftAlone(V1Pod pod) =>
        pod.Status is { Phase: "Pending", Conditions: null or { Count: 0 }, ContainerStatuses: null or { Count: 0 } }
        && string.IsNullOrEmpty(pod.Spec.NodeName);

    private static Symptom? Of(V1Pod pod, V1ContainerStatus status, IReadOnlyList<Corev1Event> events)
    {
        var symptom = Waiting(pod, status, events) ?? CrashLoop.Between(pod, status);
        return symptom is null
            ? null
            : symptom with
            {
                Pod = pod.Name(),
                Container = status.Name,
                HasRestarted = status.RestartCount > 0,
            };
    }

    private static Symptom? Waiting(V1Pod pod, V1ContainerStatus status, IReadOnlyList<Corev1Event> events)
    {
        if (status.State?.Waiting is not { } waiting)
            return null;
        var pull = IsPull(waiting.Reason) ? LastFailedPull(pod, status, events) : null;
        // During the back-off the kubelet says only that. The registry's words are in the event before.
        var words = waiting.Reason == "ImagePullBackOff" ? pull?.Message ?? waiting.Message : waiting.Message;
        var message = OneLine(words, $"image {status.Image}");
        if (WaitingGrace.Of(waiting.Reason, message) is not { } grace)
            return null;
        return waiting.Reason == CrashLoop.Reason
            ? CrashLoop.Waiting(status, grace)
            : new Symptom(waiting.Reason, message, grace)
            {
                // No attempt gets what never heals.
                Attempt = pull is null || grace == Grace.None ? null : AttemptOf(pull),
            };
    }

    private static bool IsPull(string? reason) =>
        reason is "ErrImagePull" or "ImagePullBackOff" or "RegistryUnavailable";

    // The recorder counts an event that comes again.
    private static Attempt AttemptOf(Corev1Event pull) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{EventTime.Of(pull):O} {pull.Series?.Count ?? pull.Count ?? 1}"
            ),
            Grace.BackOff
        );

    private static Corev1Event? LastFailedPull(
        V1Pod pod,
        V1ContainerStatus status,
        IReadOnlyList<Corev1Event> events
    ) =>
        events
            .Where(entry => entry.InvolvedObject.Uid == pod.Uid() && entry.Reason == "Failed")
            .OrderBy(EventTime.Of)
            .LastOrDefault(entry =>
                entry.Message?.Contains("Failed to pull", StringComparison.Ordinal) == true
                && entry.Message.Contains($"\"{status.Image}\"", StringComparison.Ordinal)
            );

    private static string OneLine(string? text, string otherwise) =>
        string.IsNullOrWhiteSpace(text) ? otherwise : text.ReplaceLineEndings(" ").Trim();
}
