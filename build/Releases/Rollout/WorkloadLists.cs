using Clusters.Calls;
using Clusters.Watching;
using k8s;
using k8s.Models;
using Releases.Fleets;
using Releases.Rollout.Status;
using Releases.Workloads;

namespace Releases.Rollout;

/// <summary>Lists once what a region's cluster holds.</summary>
internal sealed class WorkloadLists(RegionCluster cluster)
{
    private readonly WorkloadApi _api = new(cluster);

    /// <summary>The workloads that a rule selects.</summary>
    public async Task<RegionState> OfRuleAsync(WorkloadRule rule, CancellationToken cancellationToken)
    {
        var state = new RegionState();
        foreach (var kind in rule.Kinds.Distinct())
        {
            var address = await _api.AddressAsync(kind, cancellationToken);
            var selector = new ResourceSelector(rule.Selector);
            state = kind switch
            {
                WorkloadKind.Deployment => state with
                {
                    Deployments = await ListAsync<V1Deployment>(address, selector, cancellationToken),
                },
                WorkloadKind.StatefulSet => state with
                {
                    StatefulSets = await ListAsync<V1StatefulSet>(address, selector, cancellationToken),
                },
                WorkloadKind.DaemonSet => state with
                {
                    DaemonSets = await ListAsync<V1DaemonSet>(address, selector, cancellationToken),
                },
                WorkloadKind.CronJob => state with
                {
                    CronJobs = await ListAsync<V1CronJob>(address, selector, cancellationToken),
                },
            };
        }
        return state;
    }

    /// <summary>The namespace's pods, with what their controllers and the cluster say about them.</summary>
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
        };
    }

    private Task<IReadOnlyList<T>> ListAsync<T>(CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        ListAsync<T>(ResourceAddress.Of<T>(cluster.Namespace), ResourceSelector.All, cancellationToken);

    private Task<IReadOnlyList<T>> ListAsync<T>(
        ResourceAddress address,
        ResourceSelector selector,
        CancellationToken cancellationToken
    )
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        ResourceList.ReadAsync<T>(cluster.Connection, address, selector, cancellationToken);
}
