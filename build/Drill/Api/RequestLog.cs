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

/// <summary>A request that a cluster was sent, for tests to look at.</summary>
/// <param name="Time">When it came, by the fleet's clock.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, without the query.</param>
/// <param name="Query">The query, with its question mark, or empty.</param>
/// <param name="ContentType">The body's media type, or empty.</param>
/// <param name="Body">The body, or empty.</param>
/// <param name="UserAgent">What the client calls itself.</param>
public sealed record ApiRequest(
    DateTimeOffset Time,
    string Method,
    string Path,
    string Query,
    string ContentType,
    string Body,
    string UserAgent
)
{
    /// <summary>It changes something: every method but GET.</summary>
    public bool IsWrite => Method != "GET";
}
