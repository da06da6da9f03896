using k8s.Models;

namespace Releases.Rollout.Diagnosis;

/// <summary>
/// A pod that the cluster has ended, and not its program: its node was drained or short of memory, or another pod took
/// its place.
/// </summary>
/// <param name="Pod">The pod's name.</param>
/// <param name="Why">Why, in a word of Kubernetes, such as <c>EvictionByEvictionAPI</c>.</param>
public sealed record EndedPod(string Pod, string Why)
{
    // What a kubelet says of the pod itself, also before the condition (k8s.io/kubernetes, pkg/kubelet/eviction,
    // pkg/kubelet/nodeshutdown, pkg/kubelet/preemption).
    private static readonly string[] OfTheNode = ["Evicted", "Preempting", "Shutdown", "Terminated"];

    /// <summary>
    /// Reads a pod (Kubernetes documentation, "Disruptions", "Pod disruption conditions"). <see langword="null"/> where
    /// nothing says that the cluster has ended it.
    /// </summary>
    public static EndedPod? Of(V1Pod pod)
    {
        var condition = pod.Status?.Conditions?.FirstOrDefault(each =>
            each is { Type: "DisruptionTarget", Status: "True" }
        );
        var why = condition?.Reason ?? (OfTheNode.Contains(pod.Status?.Reason) ? pod.Status!.Reason : null);
        return why is null ? null : new EndedPod(pod.Name(), why);
    }

    /// <inheritdoc/>
    public override string ToString() => $"pod {Pod} was ended by the cluster ({Why})";
}
