using k8s.Models;
using Releases.Rollout.Diagnosis;

namespace Releases.Rollout.Stages;

/// <summary>What keeps a Job from running.</summary>
internal static class JobSymptoms
{
    /// <summary>Finds it.</summary>
    /// <param name="uid">The Job's uid.</param>
    /// <param name="job">The Job; <see langword="null"/> where it was not seen yet.</param>
    /// <param name="pods">Its pods.</param>
    /// <param name="events">The events of its namespace.</param>
    public static IEnumerable<Symptom> Of(
        string uid,
        V1Job? job,
        IReadOnlyList<V1Pod> pods,
        IReadOnlyList<Corev1Event> events
    )
    {
        // A Job has no condition for a pod that it cannot create; only its events tell, and only while it has none.
        var refused = pods.Count == 0 ? ReplicaDiagnosis.OfNewestEvent(uid, events) : null;
        return pods.SelectMany(pod => PodDiagnosis.Of(pod, events).Where(symptom => MayStopAJob(pod, symptom)))
            .Concat(new[] { refused, job is null ? null : Suspension.Of(job) }.OfType<Symptom>());
    }

    // A container that ends is the Job's business: it counts the attempts and decides when to give up. Ends of a native
    // sidecar it does not count, and those keep the Job's containers from starting for as long as they go on.
    private static bool MayStopAJob(V1Pod pod, Symptom symptom) =>
        // No request goes to a Job, so no readiness gate keeps it from running.
        symptom.Reason != PodGates.NotReady
        && (symptom.Reason != CrashLoop.Reason || IsCrashingSidecar(pod, symptom));

    private static bool IsCrashingSidecar(V1Pod pod, Symptom symptom) =>
        (pod.Spec.InitContainers ?? []).Any(container =>
            container.Name == symptom.Container && container.RestartPolicy == "Always"
        ) && (pod.Status?.ContainerStatuses ?? []).All(status => status.State?.Waiting is not null);
}
