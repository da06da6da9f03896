using Releases.Tests.Clusters.Watching;

namespace Releases.Tests.Clusters.Logs;

/// <summary>A pod with one container whose state a test sets, and whose log it serves as it likes.</summary>
internal sealed class LoggingPod(Func<Exchange, Task> log, string restartPolicy = "Never")
{
    public const string Running = """ "state":{"running":{}}""";
    public const string Waiting = """ "state":{"waiting":{"reason":"ContainerCreating"}}""";

    private volatile string? _container = Running;
    private volatile string _phase = "Running";
    private volatile int _restarts;

    /// <summary>The container's <c>state</c> field and what else its status has; without it the pod is gone.</summary>
    public void Becomes(string? container, string phase = "Running", int restarts = 0)
    {
        _restarts = restarts;
        _phase = phase;
        _container = container;
    }

    public void Ends(int exitCode = 0) => Becomes(Ended(exitCode), exitCode == 0 ? "Succeeded" : "Failed", _restarts);

    public static string Ended(int exitCode) => $$""" "state":{"terminated":{"exitCode":{{exitCode}} } }""";

    public Task AnswerAsync(Exchange exchange)
    {
        var path = exchange.Path.Split('?')[0];
        if (path.EndsWith("/log", StringComparison.Ordinal))
            return log(exchange);
        if (exchange.IsWatch())
            return WatchAsync(exchange);

        var items = _container is null ? [] : new[] { Json };
        return path.EndsWith("/pods", StringComparison.Ordinal) ? exchange.JsonAsync(WatchedPods.List("1", items))
            : _container is null ? exchange.JsonAsync("""{"kind":"Status","message":"pods \"job\" not found"}""", 404)
            : exchange.JsonAsync(Json);
    }

    private string Json =>
        $$"""{"kind":"Pod","metadata":{"name":"job","resourceVersion":"1"},"spec":{"restartPolicy":"{{restartPolicy}}","containers":[]},"""
        + $$""" "status":{"phase":"{{_phase}}","containerStatuses":[{"name":"main","image":"i","imageID":"","ready":true,"restartCount":{{_restarts}},{{_container}} }] } }""";

    private async Task WatchAsync(Exchange exchange)
    {
        await exchange.BeginStreamAsync();
        for (var seen = _container; ; await Task.Delay(5, exchange.Stopped))
        {
            if (seen == _container)
                continue;

            seen = _container;
            await exchange.ChunkAsync(
                WatchedPods.Event(
                    seen is null ? "DELETED" : "MODIFIED",
                    seen is null ? WatchedPods.Pod("job", "2") : Json
                )
            );
        }
    }
}
