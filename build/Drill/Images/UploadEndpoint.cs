using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Drill.Images;

/// <summary>
/// Uploads of blobs: in one request, in two, or in chunks (OCI distribution specification, "Push"). A request to mount
/// a blob of another repository starts an upload, as the specification allows. All repositories share their blobs, so a
/// client that first asks whether a blob exists needs no mount.
/// </summary>
internal sealed class UploadEndpoint(BlobStore blobs)
{
    public Task AnswerAsync(HttpContext http, string repository, string id) =>
        (http.Request.Method, id) switch
        {
            ("POST", "") when http.Request.Query.ContainsKey("digest") => FinishAsync(http, repository, blobs.Open),
            ("POST", "") => Start(http, repository),
            ("PATCH", not "") => ContinueAsync(http, repository, id),
            ("PUT", not "") => FinishAsync(http, repository, () => blobs.Take(id)),
            ("GET", not "") => Show(http, repository, id),
            ("DELETE", not "") => Cancel(http, id),
            _ => throw RegistryFailure.Unsupported(),
        };

    private Task Start(HttpContext http, string repository)
    {
        var upload = blobs.Open();
        blobs.Keep(upload);
        return Progress(http, repository, upload, StatusCodes.Status202Accepted);
    }

    private async Task ContinueAsync(HttpContext http, string repository, string id)
    {
        var upload = blobs.Take(id);
        await ReceiveAsync(http, upload);
        blobs.Keep(upload);
        await Progress(http, repository, upload, StatusCodes.Status202Accepted);
    }

    private async Task FinishAsync(HttpContext http, string repository, Func<BlobUpload> choose)
    {
        var digest = ContentDigest.Require(http.Request.Query["digest"]);
        var upload = choose();
        await ReceiveAsync(http, upload);
        blobs.Commit(upload, digest);
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.Headers.Location = $"/v2/{repository}/blobs/{digest}";
        http.Response.Headers["Docker-Content-Digest"] = digest;
    }

    private Task Show(HttpContext http, string repository, string id)
    {
        var upload = blobs.Take(id);
        blobs.Keep(upload);
        return Progress(http, repository, upload, StatusCodes.Status204NoContent);
    }

    private Task Cancel(HttpContext http, string id)
    {
        blobs.Take(id).Dispose();
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Adds the body to the upload. When the client leaves, the upload is kept for its next request.</summary>
    private async Task ReceiveAsync(HttpContext http, BlobUpload upload)
    {
        try
        {
            var range = http.Request.Headers.ContentRange.ToString();
            var next = upload.Length.ToString(CultureInfo.InvariantCulture);
            if (range.Length > 0 && range.Split('-')[0] != next)
                throw RegistryFailure.RangeInvalid(range, upload.Length);

            await upload.AppendAsync(http.Request.BodyReader, http.RequestAborted);
        }
        catch
        {
            blobs.Keep(upload);
            throw;
        }
    }

    private static Task Progress(HttpContext http, string repository, BlobUpload upload, int status)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.Location = $"/v2/{repository}/blobs/uploads/{upload.Id}";
        http.Response.Headers["Docker-Upload-UUID"] = upload.Id;
        http.Response.Headers.Range = $"0-{Math.Max(0, upload.Length - 1)}";
        return Task.CompletedTask;
    }
}
