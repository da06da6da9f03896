using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Drill.Json;

/// <summary>Writes HTTP answers: JSON and plain text.</summary>
internal static class HttpAnswer
{
    public static Task JsonAsync(
        HttpContext http,
        JsonNode json,
        int status = 200,
        string contentType = "application/json"
    ) => TextAsync(http, json.ToJsonString(JsonText.Plain), status, contentType);

    public static Task TextAsync(
        HttpContext http,
        string text,
        int status = 200,
        string contentType = "application/json"
    )
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.Headers.CacheControl = "no-cache, private";
        return http.Response.WriteAsync(text, http.RequestAborted);
    }

    /// <summary>The real server's plain text for a path that it does not know.</summary>
    public static Task UnknownPathAsync(HttpContext http) =>
        TextAsync(http, "404 page not found\n", 404, "text/plain; charset=utf-8");
}
