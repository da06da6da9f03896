using k8s.Models;
using Releases.Fleets;
using Releases.Rollout.Diagnosis;
using Releases.Workloads;

namespace Releases.Rollout.Status;

/// <summary>The state of one workload of a region on its way to the new version.</summary>
/// <param name="Workload">The workload as it is in the cluster now.</param>
/// <param name="Status">The progress of its rollout.</param>
/// <param name="Symptoms">The symptoms of its newest pods and their controller.</param>
public sealed record WorkloadState(Workload Workload, RolloutStatus Status, IReadOnlyList<Symptom> Symptoms)
{
    /// <summary>The workload's ready pods of all revisions. Empty for a CronJob.</summary>
    public IReadOnlyList<V1Pod> ReadyPods { get; init; } = [];

    /// <summary>
    /// The uids of the newest revision's objects: the workload, its ReplicaSet and its pods. Events about them are
    /// about this rollout.
    /// </summary>
    public IReadOnlyList<string> Family { get; init; } = [];

    /// <summary>The pod of another revision that an ordered StatefulSet waits for, perhaps for ever.</summary>
    public PodInTheWay? InTheWay { get; init; }

    /// <summary>
    /// Whether the pods that the workload lacks are new and still have time to start. False where nobody has told the
    /// cluster's time.
    /// </summary>
    public bool IsStarting { get; init; }

    /// <summary>
    /// Whether the workload wants no pod although its kind runs pods. Nothing of the release can then be seen in it.
    /// </summary>
    public bool IsScaledToZero => Workload.Kind != WorkloadKind.CronJob && Status is { IsDone: true, Wanted: 0 };
}
