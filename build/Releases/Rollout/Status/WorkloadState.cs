using k8s.Models;
using Releases.Fleets;
using Releases.Rollout.Diagnosis;
using Releases.Workloads;

namespace Releases.Rollout.Status;

/// <summary>How one workload of a region stands on its way to the new version.</summary>
/// <param name="Workload">The workload as it is in the cluster now.</param>
/// <param name="Status">How far its rollout is.</param>
/// <param name="Symptoms">What its newest pods and their controller show against it.</param>
public sealed record WorkloadState(Workload Workload, RolloutStatus Status, IReadOnlyList<Symptom> Symptoms)
{
    /// <summary>Its pods that are ready, whatever revision they are of; none of a CronJob.</summary>
    public IReadOnlyList<V1Pod> ReadyPods { get; init; } = [];

    /// <summary>
    /// The uids of what its newest revision is made of: itself, its ReplicaSet and its pods. Events about them are
    /// about this rollout.
    /// </summary>
    public IReadOnlyList<string> Family { get; init; } = [];

    /// <summary>
    /// The pod of another revision that an ordered StatefulSet waits for before it goes on, which may be for ever.
    /// </summary>
    public PodInTheWay? InTheWay { get; init; }

    /// <summary>Whether it should run pods and none is wanted, so that nothing of the release was seen in it.</summary>
    public bool IsScaledToZero => Workload.Kind != WorkloadKind.CronJob && Status is { IsDone: true, Wanted: 0 };
}
