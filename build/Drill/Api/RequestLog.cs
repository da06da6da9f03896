namespace Drill.Api;

/// <summary>The requests that a cluster was sent, and a token that breaks its open streams.</summary>
internal sealed class RequestLog : IDisposable
{
    private const int Longest = 20_000;
    private const long Largest = 64 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<ApiRequest> _requests = new();
    private long _size;
    private CancellationTokenSource _streams = new();

    public IReadOnlyList<ApiRequest> All
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    /// <summary>The token that is cancelled when watches and followed logs have to break.</summary>
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
            _size += request.Body.Length;
            while (_requests.Count > Longest || _size > Largest)
                _size -= _requests.Dequeue().Body.Length;
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

        // The callbacks may need the cluster's lock, which this thread may hold. They run on another thread.
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
    /// <summary>
    /// Whether the request changes something: any method but GET, except a question about permissions, which is a POST,
    /// and a dry run.
    /// </summary>
    public bool IsWrite =>
        Method != "GET"
        && !Path.StartsWith("/apis/authorization.k8s.io/", StringComparison.Ordinal)
        && !Query.Contains("dryRun=All", StringComparison.Ordinal);
}
