using Foundation.Timing;
using k8s.Models;

namespace Clusters.Locks;

/// <summary>
/// Decides whether a lease may be taken. The clocks of two machines need not agree, so a lease counts as expired only
/// when it was seen unchanged for as long as it lives.
/// </summary>
internal sealed class LockQueue(LockHolder holder, Deadline deadline, TimeProvider time, Action<string> say)
{
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private const int UnknownEnds = 3;

    // A renewal that was under way when its holder was killed may arrive late, but only one: the next is sent when it
    // was answered.
    private const int SignsOfLife = 2;

    private string? _seen;
    private long _since;
    private int _renewals;
    private int _unknownEnds;

    /// <summary>Whether it is free, expired, our own, or left by a process of this machine that is no more.</summary>
    public bool MayTake(V1Lease? lease)
    {
        if (lease is null || HeldLease.Of(lease) is not { } held)
            return true;
        if (held.Holder == holder.Identity || holder.IsDeadNeighbour(held.Holder))
            return true;
        if (_seen != lease.ResourceVersion())
        {
            if (_seen is not null)
                _renewals++;
            if (_seen is null)
                say($"the deploy lock is held by {held}");
            _seen = lease.ResourceVersion();
            _since = time.GetTimestamp();
            return false;
        }
        return time.GetElapsedTime(_since) >= TimeSpan.FromSeconds(lease.Spec.LeaseDurationSeconds ?? 0);
    }

    /// <summary>
    /// Whether to go on after an answer got lost or was an error. A server that does so each time is not asked for
    /// ever.
    /// </summary>
    public bool MayTryAgain() => ++_unknownEnds < UnknownEnds;

    /// <summary>Gives up when the time is over; a holder that may be dead is given the time to expire.</summary>
    /// <exception cref="LockHeldException">The holder lives, and the time to wait for it is over.</exception>
    public void ThrowIfOver(string region, V1Lease lease)
    {
        if (deadline.IsOver && _renewals >= SignsOfLife)
            throw new LockHeldException(region, HeldLease.Of(lease));
    }
}
