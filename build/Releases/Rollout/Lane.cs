using Clusters.Calls;
using Clusters.Locks;
using Releases.Fleets;
using Releases.Orders;

namespace Releases.Rollout;

/// <summary>What the stages of a lane work with.</summary>
/// <param name="Order">What is released.</param>
/// <param name="Region">The region.</param>
/// <param name="Cluster">Its cluster.</param>
/// <param name="Journal">Where what happens is told.</param>
/// <param name="Page">Reads live pages.</param>
/// <param name="Time">The clock.</param>
public sealed record Lane(
    ReleaseOrder Order,
    Region Region,
    RegionCluster Cluster,
    LaneJournal Journal,
    LivePage Page,
    TimeProvider Time
)
{
    /// <summary>The region's deploy lock; <see langword="null"/> where nothing is changed.</summary>
    public DeployLock? Lock { get; init; }

    /// <summary>When this run has set which images.</summary>
    public ChangeAges Changes { get; init; } = new(Time);

    /// <summary>The changes of its workloads that nothing has answered.</summary>
    public OpenChanges Open { get; } = new();

    /// <summary>
    /// Has to be passed before every change of the cluster: a lane that has lost its lock changes nothing any more.
    /// </summary>
    /// <exception cref="OperationCanceledException">The lock is lost, or the token was cancelled.</exception>
    public Task BeforeChangeAsync(CancellationToken cancellationToken) =>
        Lock?.ConfirmAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc cref="RegionCluster.Kubectl"/>
    public string Kubectl => Cluster.Kubectl;
}
