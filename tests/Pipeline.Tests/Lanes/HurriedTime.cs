namespace Pipeline.Tests.Lanes;

/// <summary>
/// A clock on which everything passes faster by the same factor: back-offs and limits of the clusters, of the connections, of the lease and
/// of the lanes keep their proportions, and a bad day of minutes takes a second.
/// </summary>
internal sealed class HurriedTime(double factor) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _first = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => _first + (long)((System.GetTimestamp() - _first) * factor);

    public override DateTimeOffset GetUtcNow() => _start + (System.GetElapsedTime(_first) * factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HurriedTimer(System.CreateTimer(callback, state, Short(dueTime), Short(period)), this);

    private TimeSpan Short(TimeSpan span) => span <= TimeSpan.Zero ? span : span / factor;

    private sealed class HurriedTimer(ITimer timer, HurriedTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Short(dueTime), time.Short(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
