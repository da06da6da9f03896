using System.Net;
using Clusters.Calls;
using Foundation.Limits;
using Foundation.Timing;

namespace Clusters.Logs;

/// <summary>One reading of a container's log, from its opening to its end or until it breaks.</summary>
internal sealed class LogReading : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly BoundedLineReader _lines;
    private readonly ClusterConnection _connection;

    private LogReading(HttpResponseMessage response, Stream body, ClusterConnection connection)
    {
        _response = response;
        _lines = new BoundedLineReader(body, InputLimits.LogLine);
        _connection = connection;
    }

    /// <summary>
    /// Whether the stream ended as the server meant it, and not by a broken connection or by silence.
    /// </summary>
    public bool IsComplete { get; private set; }

    /// <summary>Opens the log, or gives <see langword="null"/> when that may work later.</summary>
    /// <exception cref="ApiRefusalException">It will not work later either.</exception>
    public static async Task<LogReading?> TryOpenAsync(
        ClusterConnection connection,
        string logPath,
        LogSource source,
        DateTimeOffset? since,
        CancellationToken cancellationToken
    )
    {
        var query =
            (source == LogSource.Follow ? "&follow=true" : "")
            + (source == LogSource.Previous ? "&previous=true" : "")
            + (since is { } time ? $"&sinceTime={UtcText.OfSecond(time)}" : "");
        using var silence = new CancellationTokenSource(connection.Limits.LogSilence, connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            var response = await connection.OpenStreamAsync(logPath + "&timestamps=true" + query, either.Token);
            var body = await response.Content.ReadAsStreamAsync(either.Token);
            return new LogReading(response, body, connection);
        }
        catch (Exception exception) when (IsPassing(exception, cancellationToken))
        {
            return null;
        }
    }

    /// <summary>The next line, or <see langword="null"/> when the reading is over.</summary>
    public async ValueTask<BoundedLine?> NextAsync(CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(_connection.Limits.LogSilence, _connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            var line = await _lines.ReadAsync(either.Token);
            IsComplete = line is null;
            return line;
        }
        catch (Exception exception) when (IsPassing(exception, cancellationToken))
        {
            return null;
        }
    }

    public void Dispose() => _response.Dispose();

    // 400 is the server's answer while a container waits to start.
    private static bool IsPassing(Exception exception, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested
        && exception switch
        {
            ApiRefusalException refusal => refusal.Status
                is >= HttpStatusCode.InternalServerError
                    or HttpStatusCode.BadRequest
                    or HttpStatusCode.NotFound
                    or HttpStatusCode.TooManyRequests,
            ClusterUnreachableException or HttpRequestException or IOException or OperationCanceledException => true,
            _ => false,
        };
}

/// <summary>Where the log of a container's run is to be had.</summary>
internal enum LogSource
{
    /// <summary>Nowhere yet.</summary>
    None,

    /// <summary>The run goes on: its log can be followed.</summary>
    Follow,

    /// <summary>The run has ended: its log is complete.</summary>
    Current,

    /// <summary>The next run has begun: the server keeps this one's log as the previous.</summary>
    Previous,

    /// <summary>The server no longer has it.</summary>
    Gone,
}
