using Clusters.Calls;
using Foundation.Failures;
using Foundation.Timing;
using k8s.Models;

namespace Clusters.Locks;

/// <summary>
/// The lock that keeps two releases out of one region: a Lease of group <c>coordination.k8s.io</c>, the same from CI
/// and from a laptop. Renewed in the background while it is held; a crash leaves it to expire.
/// </summary>
public sealed class DeployLock : IAsyncDisposable
{
    /// <summary>
    /// How long a lease lives without being renewed; long enough for an API server that is away for a minute.
    /// </summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(90);

    /// <summary>The name of its Lease.</summary>
    public const string LeaseName = "release";

    // A server that throttles asks for a pause of a second before it answers.
    private static readonly TimeSpan ReleaseLimit = TimeSpan.FromSeconds(5);

    private readonly LeaseKeeper _keeper;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _renewal;

    private DeployLock(LeaseKeeper keeper, TimeProvider time)
    {
        _keeper = keeper;
        _time = time;
        _renewal = KeepAsync();
    }

    /// <summary>Cancelled when the lock is somebody else's, or could not be renewed before it expired.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Who holds a region's lock now, or <see langword="null"/>.</summary>
    public static async Task<HeldLease?> ReadHolderAsync(RegionCluster cluster, CancellationToken cancellationToken) =>
        HeldLease.Of(await LeaseApi.OfLock(cluster).ReadAsync(cancellationToken));

    /// <summary>
    /// Who holds a region's lock now, judged as taking it would: a lock that seems to have expired is watched for as
    /// long as a renewal takes.
    /// </summary>
    public static async Task<HeldLease?> WatchHolderAsync(
        RegionCluster cluster,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var first = await ReadHolderAsync(cluster, cancellationToken);
        var watch = new Deadline(time, LeaseKeeper.Pace + LockQueue.Pace);
        while (first is not null && first.Expires <= time.GetUtcNow() && !watch.IsOver)
        {
            await Task.Delay(LockQueue.Pace, time, cancellationToken);
            var now = await ReadHolderAsync(cluster, cancellationToken);
            if (now != first)
                return now is null ? null : now with { IsRenewed = true };
        }
        return first;
    }

    /// <summary>Takes the lock, waiting for it as long as allowed.</summary>
    /// <param name="cluster">The region's cluster.</param>
    /// <param name="holder">Who takes it.</param>
    /// <param name="wait">How long to wait for somebody else.</param>
    /// <param name="say">Hears whom it waits for.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="ReleaseException">Somebody else holds it and does not let go in time.</exception>
    /// <exception cref="UnansweredChangeException">The waiting was stopped, and the lock may be taken yet; it expires
    /// by itself.</exception>
    public static async Task<DeployLock> TakeAsync(
        RegionCluster cluster,
        LockHolder holder,
        TimeSpan wait,
        Action<string> say,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var api = LeaseApi.OfLock(cluster);
        var queue = new LockQueue(holder, new Deadline(time, wait), time, say);
        LeaseKeeper? tried = null;
        try
        {
            while (true)
            {
                var present = await api.ReadAsync(cancellationToken);
                if (!queue.MayTake(present))
                {
                    queue.ThrowIfOver(cluster.Region, present!);
                    await Task.Delay(LockQueue.Pace, time, cancellationToken);
                    continue;
                }
                var start = time.GetTimestamp();
                var lease = Taken(present, holder, time);
                tried = new LeaseKeeper(api, holder, lease, start, time);
                if (await TryTakeAsync(api, lease, queue, time, cancellationToken) is { } taken)
                    return new DeployLock(LeaseKeeper.OfAnswer(api, holder, taken, start, time), time);
            }
        }
        catch (Exception) when (tried is not null)
        {
            await ReleaseAsync(tried, time);
            throw;
        }
    }

    /// <summary>
    /// Asks the cluster whether the lock is still ours, before a change that nobody else may make at the same time: the
    /// next renewal may be seconds away. Where it is not, <see cref="Lost"/> is cancelled.
    /// </summary>
    /// <exception cref="OperationCanceledException">It is somebody else's, or nobody's; or the token was
    /// cancelled.</exception>
    /// <exception cref="ReleaseException">The cluster does not answer, or not with the lease.</exception>
    public async Task ConfirmAsync(CancellationToken cancellationToken)
    {
        if (!await _keeper.IsHeldAsync(cancellationToken))
            await _lost.CancelAsync();
        Lost.ThrowIfCancellationRequested();
    }

    /// <summary>Releases the lock. Never fails: what cannot be released expires.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _renewal;
        await ReleaseAsync(_keeper, _time);
        _end.Dispose();
        _lost.Dispose();
    }

    private static async Task ReleaseAsync(LeaseKeeper keeper, TimeProvider time)
    {
        try
        {
            using var limit = new CancellationTokenSource(ReleaseLimit, time);
            await keeper.ReleaseAsync(limit.Token);
        }
        catch (Exception)
        {
            // It expires by itself, and the next run is told whose it was.
        }
    }

    // Whether a write arrived whose answer got lost or was an error is seen by reading: then the lease is ours already.
    private static async Task<V1Lease?> TryTakeAsync(
        LeaseApi api,
        V1Lease lease,
        LockQueue queue,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await ChangingCall.SendAsync(
                time,
                "taking the deploy lock",
                token => api.WriteAsync(lease, token),
                cancellationToken
            );
        }
        catch (ReleaseException exception) when (ChangeOutcome.IsUnknown(exception) && queue.MayTryAgain())
        {
            if (exception is ApiRefusalException)
                await Task.Delay(LockQueue.Pace, time, cancellationToken);
            return null;
        }
    }

    private static V1Lease Taken(V1Lease? present, LockHolder holder, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new V1Lease
        {
            ApiVersion = "coordination.k8s.io/v1",
            Kind = "Lease",
            Metadata = new V1ObjectMeta { Name = LeaseName, ResourceVersion = present?.ResourceVersion() },
            Spec = new V1LeaseSpec
            {
                HolderIdentity = holder.Identity,
                LeaseDurationSeconds = (int)Duration.TotalSeconds,
                AcquireTime = now,
                RenewTime = now,
            },
        };
    }

    private async Task KeepAsync()
    {
        try
        {
            await _keeper.KeepAsync(_end.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The lock is given back.
            return;
        }
        catch (Exception)
        {
            // A lock that nobody renews any more is lost, whatever the reason.
        }
        await _lost.CancelAsync();
    }
}
