using System.Globalization;
using Foundation.Timing;
using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>
/// The pod that a StatefulSet waits for. A StatefulSet that starts its pods in order waits until each is ready, also
/// for a pod of a revision that was given up. Neither a way back nor a fixed release replaces such a pod (Kubernetes,
/// "StatefulSets", forced rollback).
/// </summary>
/// <param name="Pod">The pod.</param>
/// <param name="HoldsOnlyAFailedStart">
/// Whether none of its containers serves, and its symptom is a failed start.
/// </param>
/// <param name="Symptom">The wait as a symptom.</param>
public sealed record PodInTheWay(V1Pod Pod, bool HoldsOnlyAFailedStart, Symptom Symptom)
{
    /// <summary>The reason of the symptom.</summary>
    public const string Reason = "StuckInOrder";

    /// <summary>The pod that is in the way, or <see langword="null"/>.</summary>
    /// <param name="set">The StatefulSet. Its status has to be of its newest template.</param>
    /// <param name="owned">Its pods.</param>
    /// <param name="events">The namespace's events.</param>
    public static PodInTheWay? Of(V1StatefulSet set, IEnumerable<V1Pod> owned, IReadOnlyList<Corev1Event> events)
    {
        if (set.Spec.PodManagementPolicy == "Parallel" || set.Spec.UpdateStrategy?.Type == "OnDelete")
            return null;
        // The controller takes its pods in order, and waits at the first that is not ready.
        var first = owned.Where(pod => !pod.IsReady()).OrderBy(OrdinalOf).FirstOrDefault();
        if (
            first is not { Metadata.DeletionTimestamp: null }
            || first.GetLabel("controller-revision-hash") == set.Status?.UpdateRevision
        )
            return null;
        var shown = PodDiagnosis.Of(first, events).FirstOrDefault(symptom => !symptom.IsSilence);
        var grace = WorkloadPace.StartOf(first.Spec) is var start && start > Grace.InOrder ? start : Grace.InOrder;
        var why = shown is null ? "not ready" : $"{shown.Reason}: {shown.Message}";
        return new PodInTheWay(
            first,
            shown is not null && first.Status?.ContainerStatuses?.Any(status => status.Ready) != true,
            new Symptom(
                Reason,
                $"pod {first.Name()} of another revision is in the way ({why.TrimEnd('.')}); the StatefulSet starts its pods in order and waits for it",
                grace
            )
            {
                Because =
                    grace > Grace.InOrder
                        ? $"by its probes it has {DurationText.OfLimit(grace)} to become ready"
                        : null,
                Pod = first.Name(),
                Container = shown?.Container,
                HasRestarted = shown?.HasRestarted == true,
            }
        );
    }

    private static int OrdinalOf(V1Pod pod) =>
        int.TryParse(pod.Name().AsSpan(pod.Name().LastIndexOf('-') + 1), CultureInfo.InvariantCulture, out var ordinal)
            ? ordinal
            : int.MaxValue;
}
