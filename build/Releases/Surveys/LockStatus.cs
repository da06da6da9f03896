namespace Releases.Surveys;

/// <summary>Who holds a region's deploy lock.</summary>
/// <param name="Holder">The holder.</param>
/// <param name="Since">Since when.</param>
/// <param name="Expires">When the lock is free, unless the holder renews it.</param>
/// <param name="IsExpired">
/// Whether the lock has expired. Its holder is gone, and the next release takes the lock.
/// </param>
/// <param name="HasOtherClock">
/// Whether the holder renews a lock that has expired by its times. The holder's clock and this machine's then differ.
/// </param>
public sealed record LockStatus(
    string Holder,
    DateTimeOffset Since,
    DateTimeOffset Expires,
    bool IsExpired,
    bool HasOtherClock = false
);
