using System.Globalization;
using Loopback;

namespace Clusters.Tests.Logs;

/// <summary>A pod with one container whose state a test sets, and whose log it serves as it likes.</summary>
internal sealed class LoggingPod(Func<Exchange, Task> log, string restartPolicy = "Never")
{
    public const string Running = """ "state":{"running":{}}""";
    public const string Waiting = """ "state":{"waiting":{"reason":"ContainerCreating"}}""";

    private volatile PodState _state = new(Running, "Running", 0, 1);

    /// <summary>The container's <c>state</c> field and what else its status has; without it the pod is gone.</summary>
    public void Becomes(string? container, string phase = "Running", int restarts = 0) =>
        _state = new PodState(container, phase, restarts, _state.Version + 1);

    public void Ends(int exitCode = 0) =>
        Becomes(Ended(exitCode), exitCode == 0 ? "Succeeded" : "Failed", _state.Restarts);

    public static string Ended(int exitCode) => $$""" "state":{"terminated":{"exitCode":{{exitCode}} } }""";

    public Task AnswerAsync(Exchange exchange)
    {
        var path = exchange.Path.Split('?')[0];
        if (path.EndsWith("/log", StringComparison.Ordinal))
            return log(exchange);
        if (exchange.IsWatch())
            return WatchAsync(exchange);

        var state = _state;
        if (path.EndsWith("/pods", StringComparison.Ordinal))
            return exchange.JsonAsync(WatchedPods.List($"{state.Version}", state.IsGone ? [] : [Json(state)]));
        return state.IsGone
            ? exchange.JsonAsync("""{"kind":"Status","message":"pods \"job\" not found"}""", 404)
            : exchange.JsonAsync(Json(state));
    }

    private string Json(PodState state) =>
        $$"""{"kind":"Pod","metadata":{"name":"job","resourceVersion":"{{state.Version}}"},"spec":{"restartPolicy":"{{restartPolicy}}","containers":[]},"""
        + $$""" "status":{"phase":"{{state.Phase}}","containerStatuses":[{"name":"main","image":"i","imageID":"","ready":true,"restartCount":{{state.Restarts}},{{state.Container}} }] } }""";

    // From the version that was listed on: what has changed between the list and the watch must not be missed.
    private async Task WatchAsync(Exchange exchange)
    {
        await exchange.BeginStreamAsync();
        var seen = int.Parse(exchange.Query("resourceVersion")!, CultureInfo.InvariantCulture);
        for (; ; await Task.Delay(5, exchange.Stopped))
        {
            var state = _state;
            if (seen == state.Version)
                continue;

            seen = state.Version;
            await exchange.ChunkAsync(
                WatchedPods.Event(
                    state.IsGone ? "DELETED" : "MODIFIED",
                    state.IsGone ? WatchedPods.Pod("job", $"{state.Version}") : Json(state)
                )
            );
        }
    }

    private sealed record PodState(string? Container, string Phase, int Restarts, int Version)
    {
        public bool IsGone => Container is null;
    }
}
