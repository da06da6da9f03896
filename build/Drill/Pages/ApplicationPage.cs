using System.Net;
using Drill.Engine;
using Microsoft.AspNetCore.Http;

namespace Drill.Pages;

/// <summary>What can go wrong with the page. The page asks at each request, and the cluster's faults answer.</summary>
internal interface IPageTrouble
{
    /// <summary>The version that the page shows in place of the true one. Null for the true one.</summary>
    string? StalePage { get; }
}

/// <summary>The application as its users see it: a page whose footer names the version that answered.</summary>
internal sealed class ApplicationPage(ControlPlane plane, IPageTrouble trouble)
{
    private int _turn;

    public async Task AnswerAsync(HttpContext context)
    {
        var version = plane.Do(() => trouble.StalePage ?? NextVersion());
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        if (version is null)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync("<h1>503 Service Unavailable</h1>\n", context.RequestAborted);
            return;
        }

        var region = WebUtility.HtmlEncode(plane.Region.Name);
        await context.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Drill: {region}</title></head>
            <body>
            <h1>{region}</h1>
            <footer>Version {WebUtility.HtmlEncode(version)}</footer>
            </body>
            </html>

            """,
            context.RequestAborted
        );
    }

    /// <summary>
    /// The version of the next ready pod, in turn, as a Service chooses pods. Null when no pod is ready.
    /// </summary>
    private string? NextVersion()
    {
        var versions = ServedVersions.Of(plane);
        return versions.Count == 0 ? null : versions[_turn++ % versions.Count];
    }
}
