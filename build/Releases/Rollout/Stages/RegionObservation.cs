using Clusters.Calls;
using Clusters.Watching;
using k8s;
using k8s.Models;
using Releases.Rollout.Status;
using Releases.Workloads;

namespace Releases.Rollout.Stages;

/// <summary>Watches everything that decides about a region's rollout.</summary>
internal sealed class RegionObservation : IAsyncDisposable
{
    private readonly Observation _observation;
    private readonly List<Func<RegionState, RegionState>> _parts = [];

    private RegionObservation(Lane lane)
    {
        _observation = new Observation(lane.Cluster, lane.Time);
        var space = lane.Cluster.Namespace;
        var sets = WatchAll<V1ReplicaSet>(space);
        var pods = WatchAll<V1Pod>(space);
        var events = WatchAll<Corev1Event>(space);
        _parts.Add(state => state with { ReplicaSets = sets(), Pods = pods(), Events = events() });
    }

    /// <summary>The newest state. <see langword="null"/> until every collection was read once.</summary>
    public RegionState? State =>
        _observation.IsComplete ? _parts.Aggregate(new RegionState(), (state, part) => part(state)) : null;

    /// <inheritdoc cref="Observation.IsCurrent"/>
    public bool IsCurrent => _observation.IsCurrent;

    public static async Task<RegionObservation> StartAsync(Lane lane, CancellationToken cancellationToken)
    {
        var observation = new RegionObservation(lane);
        foreach (var rule in lane.Order.Fleet.Workloads)
        {
            foreach (var kind in rule.Kinds.Distinct())
                await observation.WatchAsync(WorkloadType.Of(kind), rule.Selector, lane.Cluster, cancellationToken);
        }
        return observation;
    }

    /// <inheritdoc cref="Observation.WaitAsync"/>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        _observation.WaitAsync(atMost, cancellationToken);

    public ValueTask DisposeAsync() => _observation.DisposeAsync();

    private async Task WatchAsync(
        WorkloadType type,
        string selector,
        RegionCluster cluster,
        CancellationToken cancellationToken
    )
    {
        var selected = await type.WatchAsync(_observation, cluster, selector, cancellationToken);
        _parts.Add(state => state with { Selected = [.. state.Selected, .. selected()] });
    }

    private Func<IReadOnlyList<T>> WatchAll<T>(string @namespace)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        _observation.Watch<T>(ResourceAddress.Of<T>(@namespace), ResourceSelector.All);
}
