using System.Globalization;
using System.Text.Json.Nodes;
using Loopback;

namespace Clusters.Tests.Locks;

/// <summary>A server that keeps one Lease, and loses answers or fails as a test has it.</summary>
internal sealed class LeaseServer : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LoopbackServer _server;
    private JsonNode? _lease;
    private int _version;

    public LeaseServer() => _server = new LoopbackServer(AnswerAsync);

    public LoopbackServer Loopback => _server;

    /// <summary>How many of the coming writes are answered with 500 and not done.</summary>
    public int Failures { get; set; }

    /// <summary>How many of the coming writes are done and then not answered.</summary>
    public int LostAnswers { get; set; }

    /// <summary>How many of the coming writes are done and then answered with 500.</summary>
    public int FailsWritten { get; set; }

    /// <summary>Ends with the first write that was done.</summary>
    public Task Written => _written.Task;

    /// <summary>How many of the coming requests are to be sent again after a second, as a full server asks.</summary>
    public int Pauses { get; set; }

    /// <summary>How many writes were done.</summary>
    public int Writes { get; private set; }

    /// <summary>Who holds the Lease.</summary>
    public string? Holder
    {
        get
        {
            lock (_lock)
                return _lease?["spec"]?["holderIdentity"]?.ToString();
        }
    }

    /// <summary>Deletes the Lease, as somebody else would.</summary>
    public void Forget()
    {
        lock (_lock)
            _lease = null;
    }

    /// <summary>Gives the Lease another version, as a change by somebody else would.</summary>
    public void Touch()
    {
        lock (_lock)
            _lease!["metadata"]!["resourceVersion"] = NextVersion();
    }

    public bool HasLease
    {
        get
        {
            lock (_lock)
                return _lease is not null;
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task AnswerAsync(Exchange exchange)
    {
        lock (_lock)
        {
            if (Pauses > 0)
            {
                Pauses--;
                return exchange.JsonAsync("{}", 429, "Retry-After: 1");
            }
            if (exchange.Method == "GET")
                return _lease is null ? StatusAsync(exchange, 404) : exchange.JsonAsync(_lease.ToJsonString());
            if (Failures > 0)
            {
                Failures--;
                return StatusAsync(exchange, 500);
            }
            if (VersionOf(exchange) is { } version && version != _lease?["metadata"]?["resourceVersion"]?.ToString())
                return StatusAsync(exchange, 409);
            if (exchange.Method == "POST" && _lease is not null)
                return StatusAsync(exchange, 409);
            return WriteAsync(exchange);
        }
    }

    private Task WriteAsync(Exchange exchange)
    {
        Writes++;
        _lease = exchange.Method == "DELETE" ? null : JsonNode.Parse(exchange.Body);
        if (_lease is not null)
            _lease["metadata"]!["resourceVersion"] = NextVersion();
        _written.TrySetResult();
        if (FailsWritten > 0)
        {
            FailsWritten--;
            return StatusAsync(exchange, 500);
        }
        if (LostAnswers == 0)
            return exchange.JsonAsync(_lease?.ToJsonString() ?? "{}");
        LostAnswers--;
        exchange.Reset();
        return Task.CompletedTask;
    }

    private string NextVersion() => (++_version).ToString(CultureInfo.InvariantCulture);

    private static string? VersionOf(Exchange exchange)
    {
        var body = JsonNode.Parse(exchange.Body)!;
        return (body["preconditions"] ?? body["metadata"])?["resourceVersion"]?.ToString();
    }

    private static Task StatusAsync(Exchange exchange, int status) =>
        exchange.JsonAsync($$"""{"kind":"Status","message":"no","code":{{status}}}""", status);
}
