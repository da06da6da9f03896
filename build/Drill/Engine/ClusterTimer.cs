namespace Drill.Engine;

/// <summary>One span that a cluster waits for.</summary>
internal sealed class ClusterTimer(Action<ClusterTimer> fire) : IDisposable
{
    private ITimer? timer;

    public void Start(TimeProvider time, TimeSpan delay) =>
        timer = time.CreateTimer(_ => fire(this), null, delay, Timeout.InfiniteTimeSpan);

    public void Dispose() => timer?.Dispose();
}
