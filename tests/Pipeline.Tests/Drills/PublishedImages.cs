using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Releases.Images;

namespace Pipeline.Tests.Drills;

/// <summary>Pushes to a registry what CI pushes for a version: both images, labelled with the commit.</summary>
internal static class PublishedImages
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    public static async Task PushAsync(
        string host,
        string user,
        string password,
        string version,
        string commit,
        CancellationToken cancellationToken
    )
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{host}/v2/megforms/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))
        );
        foreach (var tag in new[] { version, $"{version}-static" })
            await PushAsync(http, tag, version, commit, cancellationToken);
    }

    private static async Task PushAsync(
        HttpClient http,
        string tag,
        string version,
        string commit,
        CancellationToken cancellationToken
    )
    {
        var labels = new JsonObject { [OciLabels.Revision] = commit, [OciLabels.Version] = version };
        var config = new JsonObject
        {
            ["architecture"] = "amd64",
            ["os"] = "linux",
            ["config"] = new JsonObject { ["Labels"] = labels },
        }.ToJsonString();
        var (blob, layer) = (
            await UploadAsync(http, config, cancellationToken),
            await UploadAsync(http, tag, cancellationToken)
        );
        var manifest = $$"""
            {
              "schemaVersion": 2,
              "mediaType": "{{ManifestType}}",
              "config": { "mediaType": "application/vnd.oci.image.config.v1+json", "digest": "{{blob}}", "size": {{config.Length}} },
              "layers": [ { "mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": "{{layer}}", "size": {{tag.Length}} } ]
            }
            """;
        using var content = new StringContent(manifest);
        content.Headers.ContentType = new MediaTypeHeaderValue(ManifestType);
        using var answer = await http.PutAsync(
            new Uri($"manifests/{tag}", UriKind.Relative),
            content,
            cancellationToken
        );
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<string> UploadAsync(HttpClient http, string text, CancellationToken cancellationToken)
    {
        var digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var upload = new Uri($"blobs/uploads/?digest={digest}", UriKind.Relative);
        using var answer = await http.PostAsync(upload, content, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return digest;
    }
}
