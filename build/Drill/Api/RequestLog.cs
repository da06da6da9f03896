namespace Drill.Api;

/// <summary>The requests of one cluster, and the means to break those under way.</summary>
internal sealed class RequestLog : IDisposable
{
    private const int Longest = 20_000;

    private readonly Lock _lock = new();
    private readonly Queue<ApiRequest> _requests = new();
    private CancellationTokenSource _streams = new();

    public IReadOnlyList<ApiRequest> All
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    /// <summary>Is cancelled when watches and followed logs must break.</summary>
    public CancellationToken Streams
    {
        get
        {
            lock (_lock)
                return _streams.Token;
        }
    }

    public void Add(ApiRequest request)
    {
        lock (_lock)
        {
            _requests.Enqueue(request);
            if (_requests.Count > Longest)
                _requests.Dequeue();
        }
    }

    public void Dispose()
    {
        lock (_lock)
            _streams.Dispose();
    }

    public void BreakStreams()
    {
        CancellationTokenSource broken;
        lock (_lock)
        {
            broken = _streams;
            _streams = new CancellationTokenSource();
        }

        // Off this thread, which may hold the cluster's lock: what is cancelled may want the lock too.
        _ = broken.CancelAsync();
    }
}
