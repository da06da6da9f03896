using System.Net;
using Clusters.Calls;
using Foundation.Failures;
using k8s.Models;

namespace Clusters.Locks;

/// <summary>Keeps a lease that was taken: renews it, and gives it back.</summary>
/// <param name="api">Where the lease is.</param>
/// <param name="holder">Who has taken it.</param>
/// <param name="lease">The lease as it was taken.</param>
/// <param name="taken">The clock's timestamp before it was taken.</param>
/// <param name="time">The clock.</param>
internal sealed class LeaseKeeper(LeaseApi api, LockHolder holder, V1Lease lease, long taken, TimeProvider time)
{
    /// <summary>How often a lease is renewed.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int Attempts = 3;

    private V1Lease _lease = lease;

    // Counted from before each write: others may have seen it long before its answer came here.
    private long _renewed = taken;

    // Whether the lease is what the last write was answered with, so that only others can have changed it since.
    private bool _isAnswered;

    /// <summary>Keeps a lease that the cluster has answered with, as it has it.</summary>
    public static LeaseKeeper OfAnswer(LeaseApi api, LockHolder holder, V1Lease lease, long taken, TimeProvider time) =>
        new(api, holder, lease, taken, time) { _isAnswered = true };

    /// <summary>Renews the lease again and again; returns when it is lost.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ended"/> was cancelled: nobody needs it any
    /// more.</exception>
    public async Task KeepAsync(CancellationToken ended)
    {
        do await Task.Delay(Left(Pace), time, ended);
        while (await RenewAsync(ended));
    }

    /// <summary>Whether the cluster has the lease as ours. A server that fails at that is asked again.</summary>
    /// <exception cref="ReleaseException">The server does not say.</exception>
    public async Task<bool> IsHeldAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await api.ReadAsync(cancellationToken) is { } present && IsOurs(present);
            }
            catch (ApiRefusalException refusal)
                when (refusal.Status >= HttpStatusCode.InternalServerError && attempt < Attempts)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Deletes the lease when it is ours. After a write without an answer it is read before: nothing else tells whose
    /// it is, and at which version. Otherwise only others can have changed it, and the server refuses to delete it.
    /// </summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (_isAnswered && await api.DeleteAsync(_lease, cancellationToken))
            return;
        while (await api.ReadAsync(cancellationToken) is { } present && IsOurs(present))
        {
            if (await api.DeleteAsync(present, cancellationToken))
                return;
        }
    }

    // A server that fails is asked again until the lease would have expired: only then may somebody else have taken it.
    private async Task<bool> RenewAsync(CancellationToken ended)
    {
        using var expiry = new CancellationTokenSource(Left(DeployLock.Duration), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, ended);
        try
        {
            while (true)
            {
                if (await TryRenewAsync(either.Token) is { } isOurs)
                    return isOurs;
                await Task.Delay(Pause, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (!ended.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool?> TryRenewAsync(CancellationToken limit)
    {
        try
        {
            var sent = time.GetTimestamp();
            _isAnswered = false;
            _lease.Spec.RenewTime = time.GetUtcNow().UtcDateTime;
            if (await api.WriteAsync(_lease, limit) is { } written)
            {
                (_lease, _renewed, _isAnswered) = (written, sent, true);
                return true;
            }
            // A renewal that arrived, and whose answer did not, is refused when it is repeated.
            if (await api.ReadAsync(limit) is not { } present || !IsOurs(present))
                return false;
            _lease = present;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !limit.IsCancellationRequested)
        {
            // Whatever it was, it is worth another try, as long as there is time for one.
        }
        return null;
    }

    private TimeSpan Left(TimeSpan whole)
    {
        var left = whole - time.GetElapsedTime(_renewed);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private bool IsOurs(V1Lease present) => present.Spec?.HolderIdentity == holder.Identity;
}
