namespace Releases.Surveys;

/// <summary>Who holds a region's deploy lock.</summary>
/// <param name="Holder">Who.</param>
/// <param name="Since">Since when.</param>
/// <param name="Expires">When it is free if the holder renews it no more.</param>
/// <param name="IsExpired">Whether that is over: its holder is gone, and the next release takes it.</param>
/// <param name="HasOtherClock">Whether it is renewed though its times say that it has expired: the holder's clock and
/// this machine's differ.</param>
public sealed record LockStatus(
    string Holder,
    DateTimeOffset Since,
    DateTimeOffset Expires,
    bool IsExpired,
    bool HasOtherClock = false
);
