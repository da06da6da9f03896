using Clusters.Calls;
using Clusters.Locks;
using Foundation.Failures;
using Releases.Fleets;
using Releases.Orders;

namespace Releases.Rollout;

/// <summary>Everything that the stages of a lane work with.</summary>
/// <param name="Order">What is released.</param>
/// <param name="Region">The region.</param>
/// <param name="Cluster">The region's cluster.</param>
/// <param name="Journal">Tells the record and the screen what happens.</param>
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
    /// <summary>The region's deploy lock. <see langword="null"/> where the lane changes nothing.</summary>
    public DeployLock? Lock { get; init; }

    /// <summary>
    /// What the region was like when its turn came. <see langword="null"/> before that, and where nothing was judged.
    /// </summary>
    public JudgedRegion? Found { get; init; }

    /// <summary>When this run has set images on each workload.</summary>
    public ChangeAges Changes { get; init; } = new(Time);

    /// <summary>The changes of the region's workloads that have no answer yet.</summary>
    public OpenChanges Open { get; } = new();

    /// <summary>Takes the region's deploy lock, and waits for it as long as the order allows.</summary>
    /// <exception cref="ReleaseException">Somebody else holds it, or the cluster does not answer.</exception>
    public Task<DeployLock> TakeLockAsync(CancellationToken cancellationToken) =>
        DeployLock.TakeAsync(
            Cluster,
            Order.Holder,
            Order.LockWait,
            text => Journal.Say(RunEventKind.Waiting, text),
            Time,
            cancellationToken
        );

    /// <summary>
    /// Checks the lock. It is called before every change of the cluster, because a lane without its lock must not
    /// change anything.
    /// </summary>
    /// <exception cref="OperationCanceledException">The lock is lost, or the token was cancelled.</exception>
    public Task BeforeChangeAsync(CancellationToken cancellationToken) =>
        Lock?.ConfirmAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc cref="RegionCluster.Kubectl"/>
    public string Kubectl => Cluster.Kubectl;
}
