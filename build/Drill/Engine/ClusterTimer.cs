namespace Drill.Engine;

/// <summary>One span that a cluster waits for.</summary>
internal sealed class ClusterTimer(Action<ClusterTimer> fire) : IDisposable
{
    private ITimer? _timer;

    public void Start(TimeProvider time, TimeSpan delay) =>
        _timer = time.CreateTimer(_ => fire(this), null, delay, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer?.Dispose();
}
