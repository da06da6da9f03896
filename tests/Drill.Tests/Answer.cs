using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Drill.Json;

namespace Drill.Tests;

/// <summary>What a cluster answered.</summary>
internal sealed record Answer(int Status, string Body, string ContentType, HttpResponseHeaders Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? Text(string path) => Json.Text(path);
}
