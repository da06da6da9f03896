using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Drill.Json;
using Microsoft.AspNetCore.Http;

namespace Drill.Images;

/// <summary>The API of the registry: checks the login, then finds the endpoint of a path.</summary>
internal sealed partial class RegistryEndpoint(BlobStore blobs, ManifestStore manifests, string user, string password)
{
    private readonly byte[] _expected = Encoding.UTF8.GetBytes(
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}"
    );
    private readonly UploadEndpoint _uploads = new(blobs);
    private readonly ManifestEndpoint _manifestEndpoint = new(blobs, manifests);

    public async Task AnswerAsync(HttpContext http)
    {
        http.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        try
        {
            RequireLogin(http);
            await RouteAsync(http);
        }
        catch (RegistryFailure failure) when (!http.Response.HasStarted)
        {
            await HttpAnswer.JsonAsync(http, failure.ToErrors(), failure.Status);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has left, so nobody waits for an answer.
        }
    }

    private Task RouteAsync(HttpContext http) =>
        (http.Request.Path.Value ?? "").Split('/') switch
        {
            ["", "v2"] or ["", "v2", ""] => HttpAnswer.TextAsync(http, "{}"),
            ["", "v2", .. var name, "blobs", "uploads", var id] => _uploads.AnswerAsync(http, Repository(name), id),
            ["", "v2", .. var name, "blobs", var digest] => AnswerBlobAsync(http, Repository(name), digest),
            ["", "v2", .. var name, "manifests", var reference] => _manifestEndpoint.AnswerAsync(
                http,
                Repository(name),
                reference
            ),
            _ => HttpAnswer.UnknownPathAsync(http),
        };

    private Task AnswerBlobAsync(HttpContext http, string repository, string named)
    {
        if (http.Request.Method is not ("GET" or "HEAD"))
            throw RegistryFailure.Unsupported();

        var digest = ContentDigest.Require(named);
        var file = blobs.Find(digest) ?? throw RegistryFailure.BlobUnknown(repository, digest);
        http.Response.Headers["Docker-Content-Digest"] = digest;
        http.Response.Headers.ETag = $"\"{digest}\"";
        // The result also answers HEAD and ranges. Engines resume a broken download with ranges.
        return TypedResults
            .PhysicalFile(file, "application/octet-stream", enableRangeProcessing: true)
            .ExecuteAsync(http);
    }

    private void RequireLogin(HttpContext http)
    {
        var given = Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString());
        if (CryptographicOperations.FixedTimeEquals(given, _expected))
            return;

        http.Response.Headers.WWWAuthenticate = "Basic realm=\"drill\"";
        throw RegistryFailure.Unauthorized();
    }

    private static string Repository(string[] segments)
    {
        var name = string.Join('/', segments);
        return RepositoryForm().IsMatch(name) ? name : throw RegistryFailure.NameInvalid(name);
    }

    // OCI distribution specification, "Pulling manifests": the form of a name.
    [GeneratedRegex(
        @"^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex RepositoryForm();
}
