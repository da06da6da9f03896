using System.Globalization;
using Drill.Pages;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Drill.Faults;

internal sealed class ApiDown : Fault
{
    /// <summary>Open requests break also, above all watches.</summary>
    public override bool BreaksStreams => true;

    public override Func<HttpContext, Task>? Intercept(HttpContext context) => Break;

    /// <summary>Aborts the whole connection, with all HTTP/2 streams on it.</summary>
    private static Task Break(HttpContext context)
    {
        if (context.Features.Get<IConnectionLifetimeFeature>() is { } connection)
            connection.Abort();
        else
            context.Abort();

        return Task.CompletedTask;
    }
}

/// <summary>The plugin hangs in the client, before the cluster is asked. The cluster does nothing for it.</summary>
internal sealed class PluginHangs : Fault;

internal sealed class ApiThrottled : Fault
{
    private int _requests;

    public override Func<HttpContext, Task>? Intercept(HttpContext context) =>
        int.IsEvenInteger(Interlocked.Increment(ref _requests)) ? null : Refuse;

    /// <summary>
    /// Answers as k8s.io/apiserver's priority and fairness filter does, with plain text and no Status. Retry-After is
    /// one second of the cluster, which may be 0 in whole seconds.
    /// </summary>
    private Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Plane.Options.Pace.ClusterSecond.TotalSeconds.ToString(
            "0",
            CultureInfo.InvariantCulture
        );
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("Too many requests, please try again later.\n", context.RequestAborted);
    }
}

internal sealed class WatchDrops : Fault
{
    public override int? EventsPerWatch => 2;
}

internal sealed class LogDrops : Fault
{
    public override int? LinesPerLog => 2;
}

internal sealed class PageStale : Fault
{
    private string? _frozen;

    public override string? StalePage => _frozen;

    public override void Arm() => _frozen = ServedVersions.Of(Plane) is [var first, ..] ? first : null;
}
