namespace Drill.Api;

/// <summary>The requests of one cluster, and the means to break those under way.</summary>
internal sealed class RequestLog : IDisposable
{
    private const int Longest = 20_000;

    private readonly Lock gate = new();
    private readonly Queue<ApiRequest> requests = new();
    private CancellationTokenSource streams = new();

    public IReadOnlyList<ApiRequest> All
    {
        get
        {
            lock (gate)
                return [.. requests];
        }
    }

    /// <summary>Is cancelled when watches and followed logs must break.</summary>
    public CancellationToken Streams
    {
        get
        {
            lock (gate)
                return streams.Token;
        }
    }

    public void Add(ApiRequest request)
    {
        lock (gate)
        {
            requests.Enqueue(request);
            if (requests.Count > Longest)
                requests.Dequeue();
        }
    }

    public void Dispose()
    {
        lock (gate)
            streams.Dispose();
    }

    public void BreakStreams()
    {
        CancellationTokenSource broken;
        lock (gate)
        {
            broken = streams;
            streams = new CancellationTokenSource();
        }

        // Off this thread, which may hold the cluster's lock: what is cancelled may want the lock too.
        _ = broken.CancelAsync();
    }
}
