using Clusters.Calls;
using Clusters.Watching;
using Foundation.Failures;
using k8s;
using k8s.Models;
using Releases.Fleets;
using Releases.Rollout.Status;
using Releases.Workloads;

namespace Releases.Rollout;

/// <summary>Lists once what a region's cluster holds.</summary>
internal sealed class RegionLists(RegionCluster cluster)
{
    private readonly WorkloadApi _api = new(cluster);

    /// <summary>The workloads that a rule selects.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<RegionState> OfRuleAsync(WorkloadRule rule, CancellationToken cancellationToken) =>
        new() { Selected = await _api.SelectAsync(rule, cancellationToken) };

    /// <summary>The namespace's pods, ReplicaSets and events.</summary>
    /// <exception cref="ReleaseException">The cluster refuses or does not answer.</exception>
    public async Task<RegionState> OfPodsAsync(CancellationToken cancellationToken)
    {
        var sets = ListAsync<V1ReplicaSet>(cancellationToken);
        var pods = ListAsync<V1Pod>(cancellationToken);
        var events = ListAsync<Corev1Event>(cancellationToken);
        return new RegionState
        {
            ReplicaSets = await sets,
            Pods = await pods,
            Events = await events,
            // The answers have told it.
            Now = cluster.Connection.Clock.Now,
        };
    }

    private Task<IReadOnlyList<T>> ListAsync<T>(CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        ResourceList.ReadAsync<T>(
            cluster.Connection,
            ResourceAddress.Of<T>(cluster.Namespace),
            ResourceSelector.All,
            cancellationToken
        );
}
