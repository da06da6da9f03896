using k8s.Models;

namespace Releases.Rollout.Status;

/// <summary>The rules of <c>kubectl rollout status</c> for a DaemonSet.</summary>
public static class DaemonSetRollout
{
    /// <summary>
    /// The progress of the rollout. A DaemonSet that updates on delete is done at once, because no controller would
    /// move it.
    /// </summary>
    public static RolloutStatus Of(V1DaemonSet set)
    {
        var status = set.Status ?? new V1DaemonSetStatus();
        var wanted = status.DesiredNumberScheduled;
        var (updated, available) = (status.UpdatedNumberScheduled ?? 0, status.NumberAvailable ?? 0);
        if (set.Spec.UpdateStrategy?.Type == "OnDelete")
            return RolloutStatus.OnDelete(available, wanted);
        if ((set.Metadata.Generation ?? 0) > (status.ObservedGeneration ?? 0))
            return RolloutStatus.Waiting("waiting for the controller to see the change", 0, wanted);
        if (updated < wanted)
            return RolloutStatus.Waiting($"{updated} of {wanted} pods updated", Math.Min(updated, available), wanted);
        return available < wanted
            ? RolloutStatus.Waiting($"{available} of {wanted} pods available", available, wanted)
            : RolloutStatus.Done(wanted);
    }
}
