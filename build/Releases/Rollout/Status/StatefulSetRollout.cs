using k8s.Models;

namespace Releases.Rollout.Status;

/// <summary>The rules of <c>kubectl rollout status</c> for a StatefulSet.</summary>
public static class StatefulSetRollout
{
    /// <summary>
    /// The progress of the rollout. A StatefulSet that updates on delete is done at once, because no controller would
    /// move it.
    /// </summary>
    public static RolloutStatus Of(V1StatefulSet set)
    {
        var status = set.Status ?? new V1StatefulSetStatus();
        var wanted = set.Spec.Replicas ?? 1;
        var (ready, updated) = (status.ReadyReplicas ?? 0, status.UpdatedReplicas ?? 0);
        if (set.Spec.UpdateStrategy?.Type == "OnDelete")
            return RolloutStatus.OnDelete(ready, wanted);
        if ((status.ObservedGeneration ?? 0) == 0 || set.Metadata.Generation > status.ObservedGeneration)
            return RolloutStatus.Waiting("waiting for the controller to see the change", 0, wanted);
        var partition = set.Spec.UpdateStrategy?.RollingUpdate?.Partition ?? 0;
        if (updated < wanted - partition)
            return RolloutStatus.Waiting(
                $"{updated} of {wanted - partition} pods updated",
                Math.Min(ready, updated),
                wanted
            ) with
            {
                // The controller does not count a pod that ends, and one on a dead node ends for ever.
                WasDone = WasDone(status),
            };
        if (ready < wanted)
            return RolloutStatus.Waiting($"{ready} of {wanted} pods ready", ready, wanted) with
            {
                WasDone = WasDone(status),
            };
        if (partition == 0 && status.UpdateRevision != status.CurrentRevision)
            return RolloutStatus.Waiting("waiting for the last old pod to be replaced", ready, wanted);
        return Settling(set, wanted) is { } settling
            ? settling
            : RolloutStatus.Done(wanted) with
            {
                MayKeepOldPods = partition > 0,
            };
    }

    // kubectl does not look at this. A pod that serves for less than minReadySeconds may still fail. A server that does
    // not know the field does not keep it.
    private static RolloutStatus? Settling(V1StatefulSet set, int wanted) =>
        set.Spec.MinReadySeconds is { } seconds and > 0
        && (set.Status.AvailableReplicas ?? 0) is var available
        && available < wanted
            ? RolloutStatus.Waiting(
                $"{available} of {wanted} pods available, {seconds} s after they are ready (minReadySeconds)",
                available,
                wanted
            ) with
            {
                WasDone = WasDone(set.Status),
            }
            : null;

    private static bool WasDone(V1StatefulSetStatus status) =>
        status.UpdateRevision is not null && status.UpdateRevision == status.CurrentRevision;
}
