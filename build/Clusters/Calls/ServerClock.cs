namespace Clusters.Calls;

/// <summary>
/// A cluster's own clock, as the <c>Date</c> of its last answer tells it (RFC 9110, 6.6.1). The clock of this machine
/// may be hours away from it.
/// </summary>
/// <param name="time">The clock of this machine: it counts on from the last answer.</param>
public sealed class ServerClock(TimeProvider time)
{
    private readonly Lock _lock = new();
    private (DateTimeOffset Told, long At)? _last;

    /// <summary>
    /// The cluster's time, to the second and never ahead of it; the time of this machine where no answer had a date.
    /// </summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
                return Whole(_last is { } last ? last.Told + time.GetElapsedTime(last.At) : time.GetUtcNow());
        }
    }

    /// <summary>Notes the date of an answer.</summary>
    /// <param name="date">The date; <see langword="null"/> where the answer had none.</param>
    internal void Note(DateTimeOffset? date)
    {
        if (date is not { } told)
            return;
        lock (_lock)
            _last = (told.ToUniversalTime(), time.GetTimestamp());
    }

    private static DateTimeOffset Whole(DateTimeOffset moment) =>
        new(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
