using Clusters.Calls;
using Clusters.Watching;
using k8s;
using k8s.Models;
using Releases.Fleets;
using Releases.Rollout.Status;
using Releases.Workloads;

namespace Releases.Rollout.Stages;

/// <summary>Watches all that decides about a region's rollout.</summary>
internal sealed class RegionObservation : IAsyncDisposable
{
    private readonly Observation _observation;
    private readonly List<Func<RegionState, RegionState>> _parts = [];

    private RegionObservation(Lane lane)
    {
        _observation = new Observation(lane.Cluster, lane.Time);
        var space = lane.Cluster.Namespace;
        var sets = Watch<V1ReplicaSet>(ResourceAddress.Of<V1ReplicaSet>(space));
        var pods = Watch<V1Pod>(ResourceAddress.Of<V1Pod>(space));
        var events = Watch<Corev1Event>(ResourceAddress.Of<Corev1Event>(space));
        _parts.Add(state => state with { ReplicaSets = sets(), Pods = pods(), Events = events() });
    }

    /// <summary>The newest state, or <see langword="null"/> until every collection was read once.</summary>
    public RegionState? State =>
        _observation.IsComplete ? _parts.Aggregate(new RegionState(), (state, part) => part(state)) : null;

    public static async Task<RegionObservation> StartAsync(
        Lane lane,
        WorkloadApi api,
        CancellationToken cancellationToken
    )
    {
        var observation = new RegionObservation(lane);
        foreach (
            var (kind, selector) in lane.Order.Fleet.Workloads.SelectMany(rule =>
                rule.Kinds.Select(kind => (kind, rule.Selector))
            )
        )
            observation.Watch(kind, await api.AddressAsync(kind, cancellationToken), selector);
        return observation;
    }

    /// <inheritdoc cref="Observation.WaitAsync"/>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        _observation.WaitAsync(atMost, cancellationToken);

    public ValueTask DisposeAsync() => _observation.DisposeAsync();

    private void Watch(WorkloadKind kind, ResourceAddress address, string selector)
    {
        switch (kind)
        {
            case WorkloadKind.Deployment:
                var deployments = Watch<V1Deployment>(address, selector);
                _parts.Add(state => state with { Deployments = [.. state.Deployments, .. deployments()] });
                break;
            case WorkloadKind.StatefulSet:
                var statefulSets = Watch<V1StatefulSet>(address, selector);
                _parts.Add(state => state with { StatefulSets = [.. state.StatefulSets, .. statefulSets()] });
                break;
            case WorkloadKind.DaemonSet:
                var daemonSets = Watch<V1DaemonSet>(address, selector);
                _parts.Add(state => state with { DaemonSets = [.. state.DaemonSets, .. daemonSets()] });
                break;
            case WorkloadKind.CronJob:
                var cronJobs = Watch<V1CronJob>(address, selector);
                _parts.Add(state => state with { CronJobs = [.. state.CronJobs, .. cronJobs()] });
                break;
        }
    }

    private Func<IReadOnlyList<T>> Watch<T>(ResourceAddress address, string? selector = null)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        _observation.Watch<T>(address, selector is null ? ResourceSelector.All : new ResourceSelector(selector));
}
