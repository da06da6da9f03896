using Loopback;

namespace Releases.Tests.Rollout.Stages;

/// <summary>A server with at most one Job, called migration.</summary>
internal sealed class JobServer : IAsyncDisposable
{
    public const string Pods = "/api/v1/namespaces/shop/pods";
    public const string Jobs = "/apis/batch/v1/namespaces/shop/jobs";

    public JobServer() => Loopback = new LoopbackServer(AnswerAsync);

    public LoopbackServer Loopback { get; }

    private int _podLists;

    /// <summary>The Job, as JSON.</summary>
    public string? Job { get; set; }

    /// <summary>Its pod, as JSON.</summary>
    public string? Pod { get; set; }

    /// <summary>Whether watches hear nothing of the pod, as before it has come; only who asks anew does.</summary>
    public bool IsPodLate { get; set; }

    /// <summary>
    /// The next state of the one object of a collection, by the collection's path, once there is one. Nothing happens
    /// to an object without one.
    /// </summary>
    public Func<string, Task<string?>> Next { get; set; } = _ => Task.FromResult<string?>(null);

    /// <summary>How the creation of a Job is answered.</summary>
    public Func<Exchange, Task> Create { get; set; } = exchange => exchange.JsonAsync("{}", 500);

    public static string JobOf(string version, bool isComplete = false, bool hasFailed = false)
    {
        var conditions =
            isComplete ? """[{"type":"Complete","status":"True"}]"""
            : hasFailed
                ? """[{"type":"Failed","status":"True","reason":"BackoffLimitExceeded","message":"too many attempts"}]"""
            : "[]";
        return $$$"""
            {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"migration","uid":"u1","resourceVersion":"1",
            "creationTimestamp":"2026-01-02T03:04:05Z","labels":{"release.megsupporttools.com/version":"{{{version}}}"}},
            "status":{"conditions":{{{conditions}}}}}
            """;
    }

    /// <summary>A pod whose container is in a state, such as <c>"running":{}</c>.</summary>
    public static string PodOf(string state, string phase) =>
        $$$"""
            {"metadata":{"name":"migration-x","uid":"p1","resourceVersion":"1"},
            "spec":{"containers":[{"name":"migrate"}]},
            "status":{"phase":"{{{phase}}}","containerStatuses":[{"name":"migrate","restartCount":0,"ready":false,
            "image":"app","imageID":"","state":{ {{{state}}} }}]}}
            """;

    public ValueTask DisposeAsync() => Loopback.DisposeAsync();

    private Task AnswerAsync(Exchange exchange)
    {
        var path = exchange.Path.Split('?')[0];
        if (exchange.Method == "POST")
            return Create(exchange);
        if (exchange.Path.Contains("watch=", StringComparison.Ordinal))
            return WatchAsync(exchange);
        if (path == Jobs + "/migration")
            return Job is null ? exchange.JsonAsync("{}", 404) : exchange.JsonAsync(Job);
        if (path.EndsWith("/log", StringComparison.Ordinal))
            return exchange.StreamAsync("relation \"a\" already exists\n");
        if (path == Pods + "/migration-x" && Pod is not null)
            return exchange.JsonAsync(Pod);
        var items =
            path == Jobs ? Job
            : path == Pods ? (IsPodLate && _podLists++ == 0 ? null : Pod)
            : null;
        return exchange.JsonAsync($$"""{"metadata":{"resourceVersion":"1"},"items":[{{items}}]}""");
    }

    private async Task WatchAsync(Exchange exchange)
    {
        await exchange.BeginStreamAsync();
        if (await Next(exchange.Path.Split('?')[0]).WaitAsync(exchange.Stopped) is { } changed)
            await exchange.ChunkAsync($$"""{"type":"MODIFIED","object":{{changed.ReplaceLineEndings("")}}}""" + "\n");
        await exchange.SilenceAsync();
    }
}
