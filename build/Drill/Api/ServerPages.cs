using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;
using Microsoft.AspNetCore.Http;

namespace Drill.Api;

/// <summary>The server's own documents: version, health, discovery, schemas.</summary>
internal sealed class ServerPages(ControlPlane plane)
{
    private readonly Discovery _discovery = new(plane.Kinds, plane.Region.Version);
    private readonly OpenApi _schemas = new(plane.Kinds, plane.Region.Version);

    public async Task<bool> TryAnswerAsync(HttpContext http, string[] segments)
    {
        switch (segments)
        {
            case ["version"]:
                await HttpAnswer.JsonAsync(http, Version());
                return true;
            case ["readyz" or "livez" or "healthz", ..]:
                await HttpAnswer.TextAsync(http, "ok", contentType: "text/plain; charset=utf-8");
                return true;
            case ["openapi", ..]:
                return await _schemas.TryAnswerAsync(http, segments);
            default:
                return await _discovery.TryAnswerAsync(http, segments);
        }
    }

    private JsonObject Version()
    {
        var version = plane.Region.Version;
        return new JsonObject
        {
            ["major"] = "1",
            ["minor"] = version.Minor.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["gitVersion"] = version.GitVersion,
            ["gitCommit"] = "0000000000000000000000000000000000000000",
            ["gitTreeState"] = "clean",
            ["buildDate"] = "2025-01-01T00:00:00Z",
            ["goVersion"] = "go1.24",
            ["compiler"] = "gc",
            ["platform"] = "linux/amd64",
        };
    }
}
