using System.Globalization;
using Drill.Json;
using Drill.Kubelet;
using Drill.Storage;
using Microsoft.AspNetCore.Http;

namespace Drill.Api;

/// <summary>
/// Sends a container's log. It begins at the log's start, at a moment or with the last lines. It is sent once or
/// followed.
/// </summary>
internal static class LogEndpoint
{
    public static async Task AnswerAsync(ApiCall call)
    {
        var log = call.Plane.Do(() => Find(call));
        call.Http.Response.ContentType = "text/plain";
        call.Http.Response.StatusCode = StatusCodes.Status200OK;
        if (log is null)
            return;

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, call.Server.Requests.Streams);
        try
        {
            await WriteAsync(call, log, ends.Token);
        }
        catch (OperationCanceledException) when (!call.Aborted.IsCancellationRequested)
        {
            call.Http.Abort();
        }
    }

    /// <summary>The requested log. Null when the pod has no node yet.</summary>
    /// <exception cref="ApiFailure">There is no such pod, container or log.</exception>
    private static ContainerOutput? Find(ApiCall call)
    {
        var pod = call.Plane.Store.Get(call.Key) ?? throw ApiFailure.NotFound(call.Kind, call.Name);
        var container = ChooseContainer(call, pod.Json);
        if (pod.Json.Text("spec.nodeName") is null)
            return null;

        var run = call.Server.Node.Worker(call.Key)?.All.FirstOrDefault(run => run.Name == container);
        if (call.Query("previous") is "true" or "1")
        {
            return run?.PreviousLog
                ?? throw ApiFailure.BadRequest(
                    $"previous terminated container \"{container}\" in pod \"{call.Name}\" not found"
                );
        }

        if (run?.Log is { } log)
            return log;

        var reason = run?.State is ContainerState.Waiting waiting ? waiting.Reason : "ContainerCreating";
        var why = reason is "ErrImagePull" or "ImagePullBackOff" ? "trying and failing to pull image" : reason;
        throw ApiFailure.BadRequest($"container \"{container}\" in pod \"{call.Name}\" is waiting to start: {why}");
    }

    private static string ChooseContainer(ApiCall call, System.Text.Json.Nodes.JsonObject pod)
    {
        var names = pod.Items("spec.containers").Select(item => item.Text("name")!).ToArray();
        var inits = pod.Items("spec.initContainers").Select(item => item.Text("name")!).ToArray();
        if (call.Query("container") is { Length: > 0 } wanted)
        {
            return names.Concat(inits).Contains(wanted)
                ? wanted
                : throw ApiFailure.BadRequest($"container {wanted} is not valid for pod {call.Name}");
        }

        if (names.Length == 1)
            return names[0];

        var choice = $"choose one of: [{string.Join(' ', names)}]";
        if (inits.Length > 0)
            choice += $" or one of the init containers: [{string.Join(' ', inits)}]";

        throw ApiFailure.BadRequest($"a container name must be specified for pod {call.Name}, {choice}");
    }

    private static async Task WriteAsync(ApiCall call, ContainerOutput log, CancellationToken cancellationToken)
    {
        var timestamps = call.Query("timestamps") is "true" or "1";
        var follow = call.Query("follow") is "true" or "1";
        var since = Since(call);
        var position = Start(call, log);
        var written = 0;
        while (true)
        {
            var (lines, more) = log.From(position);
            position += lines.Count;
            foreach (var line in lines.Where(line => line.Moment >= since))
            {
                var text = line.Render(timestamps);
                if (follow && call.Server.Faults.Active.Any(fault => fault.LinesPerLog <= written))
                {
                    await call.Http.Response.WriteAsync(text[..(text.Length / 2)], cancellationToken);
                    await call.Http.Response.Body.FlushAsync(cancellationToken);
                    call.Http.Abort();
                    return;
                }

                written++;
                await call.Http.Response.WriteAsync(text, cancellationToken);
            }

            await call.Http.Response.Body.FlushAsync(cancellationToken);
            if (!follow || more is null)
                return;

            await more.WaitAsync(cancellationToken);
        }
    }

    private static DateTimeOffset Since(ApiCall call)
    {
        if (Timestamps.Parse(call.Query("sinceTime")) is { } moment)
            return moment;

        return int.TryParse(call.Query("sinceSeconds"), CultureInfo.InvariantCulture, out var seconds)
            ? call.Plane.Now.AddSeconds(-seconds)
            : DateTimeOffset.MinValue;
    }

    private static int Start(ApiCall call, ContainerOutput log) =>
        int.TryParse(call.Query("tailLines"), CultureInfo.InvariantCulture, out var tail)
            ? Math.Max(0, log.Lines.Count - tail)
            : 0;
}
