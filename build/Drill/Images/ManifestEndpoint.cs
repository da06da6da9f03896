using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Drill.Images;

/// <summary>Manifests by tag and by digest.</summary>
internal sealed partial class ManifestEndpoint(BlobStore blobs, ManifestStore manifests)
{
    // OCI distribution specification, "Pushing Manifests": registries should take 4 MiB, and may refuse more.
    private const int SizeLimit = 4 * 1024 * 1024;

    public Task AnswerAsync(HttpContext http, string repository, string reference) =>
        http.Request.Method switch
        {
            "GET" or "HEAD" => SendAsync(http, repository, reference),
            "PUT" => ReceiveAsync(http, repository, reference),
            _ => throw RegistryFailure.Unsupported(),
        };

    private async Task SendAsync(HttpContext http, string repository, string reference)
    {
        var manifest =
            manifests.Find(repository, reference) ?? throw RegistryFailure.ManifestUnknown(repository, reference);
        http.Response.ContentType = manifest.MediaType;
        http.Response.ContentLength = manifest.Content.Length;
        http.Response.Headers["Docker-Content-Digest"] = manifest.Digest;
        http.Response.Headers.ETag = $"\"{manifest.Digest}\"";
        if (HttpMethods.IsGet(http.Request.Method))
            await http.Response.Body.WriteAsync(manifest.Content, http.RequestAborted);
    }

    private async Task ReceiveAsync(HttpContext http, string repository, string reference)
    {
        var manifest = Manifest.Parse(await ReadAsync(http), http.Request.ContentType);
        RequireName(reference, manifest);
        foreach (var part in manifest.References)
        {
            if (blobs.Find(part) is null && manifests.Find(repository, part) is null)
                throw RegistryFailure.ManifestBlobUnknown(part);
        }

        manifests.Put(repository, reference, manifest);
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.Headers.Location = $"/v2/{repository}/manifests/{manifest.Digest}";
        http.Response.Headers["Docker-Content-Digest"] = manifest.Digest;
    }

    private static void RequireName(string reference, Manifest manifest)
    {
        if (!ManifestStore.IsDigest(reference))
        {
            if (!TagForm().IsMatch(reference))
                throw RegistryFailure.TagInvalid(reference);
        }
        else if (reference != manifest.Digest)
        {
            throw RegistryFailure.DigestInvalid(reference);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContext http)
    {
        using var content = new MemoryStream();
        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            foreach (var segment in read.Buffer)
                content.Write(segment.Span);

            reader.AdvanceTo(read.Buffer.End);
            if (content.Length > SizeLimit)
                throw RegistryFailure.ManifestInvalid($"the manifest is larger than {SizeLimit} bytes");

            if (read.IsCompleted)
                return content.ToArray();
        }
    }

    // OCI distribution specification, "Pulling manifests": the form of a tag.
    [GeneratedRegex("^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex TagForm();
}
