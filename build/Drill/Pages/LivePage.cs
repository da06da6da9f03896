using System.Net;
using Drill.Json;
using Drill.Storage;
using Microsoft.AspNetCore.Http;

namespace Drill.Pages;

/// <summary>The application as its users see it: a page whose footer names the version that answered.</summary>
internal sealed class LivePage(ControlPlane plane)
{
    private int turn;

    /// <summary>The version of the ready pod whose turn it is, as behind a Service; null when none is ready.</summary>
    public string? LiveVersion()
    {
        var selector = LabelSelector.Parse(plane.Region.PageSelector);
        var versions = plane
            .Store.List(plane.Kinds["", "Pod"], plane.Region.Namespace)
            .Where(pod => selector.Matches(pod.Json.At("metadata.labels")))
            .Where(pod => !pod.IsBeingDeleted && Conditions.IsTrue(pod.Json["status"], "Ready"))
            .Select(pod => Version(pod.Json.Items("spec.containers").First().Text("image") ?? ""))
            .ToArray();
        return versions.Length == 0 ? null : versions[turn++ % versions.Length];
    }

    public async Task AnswerAsync(HttpContext context)
    {
        var version = plane.Do(() =>
            plane.Faults.Active.Select(fault => fault.StalePage).FirstOrDefault(stale => stale is not null)
            ?? LiveVersion()
        );
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

    /// <summary>The tag of <c>host:port/name:tag@digest</c>.</summary>
    private static string Version(string image)
    {
        var name = image.Split('@')[0];
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[(colon + 1)..] : "latest";
    }
}
