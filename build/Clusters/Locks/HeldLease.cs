using Foundation.Timing;
using k8s.Models;

namespace Clusters.Locks;

/// <summary>What a Lease says about its holder.</summary>
/// <param name="Holder">Who.</param>
/// <param name="Since">Since when.</param>
/// <param name="Expires">When it is free if the holder renews it no more.</param>
public sealed record HeldLease(string Holder, DateTimeOffset Since, DateTimeOffset Expires)
{
    /// <summary>
    /// Whether it was seen to be renewed, whatever its times say: the clocks of two machines need not agree.
    /// </summary>
    public bool IsRenewed { get; init; }

    /// <summary>Reads a Lease; <see langword="null"/> when nobody holds it.</summary>
    public static HeldLease? Of(V1Lease? lease)
    {
        if (lease?.Spec is not { HolderIdentity: { Length: > 0 } holder } spec)
            return null;
        var renewed = Utc(spec.RenewTime) ?? Utc(spec.AcquireTime) ?? DateTimeOffset.MinValue;
        return new HeldLease(
            holder,
            Utc(spec.AcquireTime) ?? renewed,
            After(renewed, TimeSpan.FromSeconds(spec.LeaseDurationSeconds ?? 0))
        );
    }

    /// <summary>One line for people.</summary>
    public override string ToString() => $"{Holder}, since {UtcText.ForPeople(Since)}";

    // Any time may stand in a Lease, since people can write one by hand.
    private static DateTimeOffset After(DateTimeOffset time, TimeSpan duration) =>
        duration > DateTimeOffset.MaxValue - time ? DateTimeOffset.MaxValue
        : duration < DateTimeOffset.MinValue - time ? DateTimeOffset.MinValue
        : time + duration;

    private static DateTimeOffset? Utc(DateTime? time) =>
        time is { } value ? new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)) : null;
}
