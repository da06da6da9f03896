using System.Security.Cryptography;
using System.Text;
using Drill.Json;
using Drill.Storage;
using Microsoft.AspNetCore.Http;

namespace Drill.Api;

/// <summary>The API of one cluster: checks the token, then finds the endpoint of a path.</summary>
internal sealed class ApiEndpoint(ApiServer server, string token)
{
    private readonly byte[] _expected = Encoding.UTF8.GetBytes($"Bearer {token}");
    private readonly ServerPages _pages = new(server.Plane);

    public async Task AnswerAsync(HttpContext http)
    {
        try
        {
            await AnswerOrThrowAsync(http);
        }
        catch (ApiFailure failure)
        {
            await FailAsync(http, failure);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has left, so nobody waits for an answer.
        }
        catch (Exception exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            // The answer names the exception, so that a bug of the drill is not taken for a bug of the release.
            await FailAsync(http, ApiFailure.Internal(exception));
        }
    }

    private static async Task FailAsync(HttpContext http, ApiFailure failure)
    {
        if (!http.Response.HasStarted)
            await HttpAnswer.JsonAsync(http, failure.ToStatus(), failure.Code);
    }

    private async Task AnswerOrThrowAsync(HttpContext http)
    {
        // The body of a request without the token is not read.
        var isKnown = HasToken(http);
        var body = isKnown ? await ApiCall.ReadBodyAsync(http) : [];
        Log(http, body);
        if (
            server.Faults.Active.Select(fault => fault.Intercept(http)).FirstOrDefault(found => found is not null) is
            { } broken
        )
        {
            await broken(http);
            return;
        }

        foreach (var hang in server.Faults.Active.Select(fault => fault.HangsFor(http)).ToArray())
            await Task.Delay(hang, server.Plane.Time, http.RequestAborted);

        var segments = (http.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (!isKnown && segments is not ["version" or "readyz" or "livez" or "healthz", ..])
            throw ApiFailure.Unauthorized();

        if (await _pages.TryAnswerAsync(http, segments))
            return;

        if (
            ApiPath.Parse(segments) is { } path
            && server.Plane.Kinds.ByPath(path.Group, path.Version, path.Plural) is { } kind
        )
            await ObjectEndpoint.AnswerAsync(new ApiCall(http, server, path, kind, body));
        else
            await HttpAnswer.UnknownPathAsync(http);
    }

    private bool HasToken(HttpContext http) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString()),
            _expected
        );

    private void Log(HttpContext http, byte[] body) =>
        server.Requests.Add(
            new ApiRequest(
                server.Plane.Now,
                http.Request.Method,
                http.Request.Path,
                http.Request.QueryString.Value ?? "",
                http.Request.ContentType ?? "",
                Encoding.UTF8.GetString(body),
                http.Request.Headers.UserAgent.ToString()
            )
        );
}
