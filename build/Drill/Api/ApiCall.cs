using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Drill.Engine;
using Drill.Json;
using Drill.Storage;
using Microsoft.AspNetCore.Http;
using YamlDotNet.Core;

namespace Drill.Api;

/// <summary>One request for objects of a kind, split into its parts.</summary>
internal sealed class ApiCall(HttpContext http, ApiServer server, ApiPath path, ResourceKind kind, byte[] body)
{
    private const int LargestBody = 3 * 1024 * 1024;

    private readonly string _text = Encoding.UTF8.GetString(body);

    public HttpContext Http => http;

    public ApiServer Server => server;

    public ControlPlane Plane => server.Plane;

    public ResourceKind Kind => kind;

    public string ApiVersion => kind.ApiVersionOf(path.Version);

    public string Namespace => path.Namespace;

    public string Name => path.Name;

    public string Subresource => path.Subresource;

    public ObjectKey Key => new(kind, path.Namespace, path.Name);

    public bool IsWatch => Query("watch") is "true" or "1";

    public bool IsDryRun => Query("dryRun") == "All";

    /// <summary>The media type of the body, without parameters.</summary>
    public string ContentType => (http.Request.ContentType ?? "").Split(';')[0].Trim();

    public CancellationToken Aborted => http.RequestAborted;

    public bool HasBody => _text.Length > 0;

    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public WriteOptions WriteOptions => new(Manager, ApiVersion, IsDryRun, Subresource);

    /// <summary>The body as one object.</summary>
    /// <exception cref="ApiFailure">The body is not an object.</exception>
    public JsonObject BodyObject() =>
        BodyNode() as JsonObject
        ?? throw ApiFailure.BadRequest(
            $"the object provided is unrecognized (must be of type {kind.Name}): couldn't get version/kind; json parse error"
        );

    /// <summary>The body of an apply. The body is YAML, and JSON is YAML also.</summary>
    /// <exception cref="ApiFailure">The body is not an object.</exception>
    public JsonObject BodyYaml()
    {
        try
        {
            return Yaml.First(_text) ?? throw ApiFailure.BadRequest("the patch is empty");
        }
        catch (YamlException problem)
        {
            throw ApiFailure.BadRequest($"error decoding YAML: {problem.Message}");
        }
    }

    /// <summary>The body as JSON. A body whose type says YAML is read as YAML.</summary>
    /// <exception cref="ApiFailure">The body is neither, or this API does not support its type.</exception>
    public JsonNode? BodyNode()
    {
        if (ContentType == "application/vnd.kubernetes.protobuf" && ProtobufMessage.Read(body) is { } message)
            return message;

        if (
            ContentType.Contains("protobuf", StringComparison.Ordinal)
            || ContentType.Contains("cbor", StringComparison.Ordinal)
        )
            throw ApiFailure.UnsupportedMediaType("application/json, application/yaml");

        try
        {
            return ContentType.EndsWith("yaml", StringComparison.Ordinal) ? Yaml.First(_text) : JsonNode.Parse(_text);
        }
        catch (Exception problem) when (problem is JsonException or YamlException)
        {
            throw ApiFailure.BadRequest(
                $"the object provided is unrecognized (must be of type {kind.Name}): couldn't get version/kind; json parse error: {problem.Message}"
            );
        }
    }

    /// <summary>
    /// The manager that the request names, or else the client's name from its user agent, without the version.
    /// </summary>
    private string Manager =>
        Query("fieldManager") is { Length: > 0 } named ? named
        : http.Request.Headers.UserAgent.ToString().Split('/')[0] is { Length: > 0 } agent ? agent
        : "unknown";

    /// <summary>The body of a request.</summary>
    /// <exception cref="ApiFailure">
    /// The body is larger than the real server's limit (k8s.io/apiserver, MaxRequestBodyBytes).
    /// </exception>
    public static async Task<byte[]> ReadBodyAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        while (await http.Request.Body.ReadAsync(piece, http.RequestAborted) is var read and > 0)
        {
            if (body.Length + read > LargestBody)
                throw ApiFailure.TooLarge(LargestBody);
            body.Write(piece, 0, read);
        }
        return body.ToArray();
    }
}
