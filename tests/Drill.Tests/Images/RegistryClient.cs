using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Drill.Images;

namespace Drill.Tests.Images;

/// <summary>Plain HTTP to an embedded registry, by default as its user.</summary>
internal sealed class RegistryClient : IDisposable
{
    public const string User = "drill";
    public const string Password = "a password: with a colon";
    public const string ManifestType = "application/vnd.oci.image.manifest.v1+json";
    public const string IndexType = "application/vnd.oci.image.index.v1+json";

    private readonly HttpClient _http;

    public RegistryClient(EmbeddedRegistry registry, string? password = Password)
    {
        _http = new HttpClient { BaseAddress = new Uri($"http://{registry.Host}") };
        if (password is not null)
        {
            var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{password}"));
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", login);
        }
    }

    public static string DigestOf(string content) => DigestOf(Encoding.UTF8.GetBytes(content));

    public static string DigestOf(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    public async Task<HttpResponseMessage> SendAsync(
        string method,
        string path,
        string? body = null,
        string? type = null,
        string? range = null
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type ?? "application/octet-stream");
            if (range is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Range", range);
        }
        else if (range is not null)
        {
            request.Headers.TryAddWithoutValidation("Range", range);
        }

        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> PatchAsync(string path, HttpContent content) =>
        _http.PatchAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);

    public async Task<string> TextAsync(string path)
    {
        using var response = await SendAsync("GET", path);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Uploads a blob in one request and returns its digest.</summary>
    public async Task<string> PushBlobAsync(string repository, string content)
    {
        var digest = DigestOf(content);
        using var response = await SendAsync("POST", $"/v2/{repository}/blobs/uploads/?digest={digest}", content);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);
        return digest;
    }

    /// <summary>Pushes an image of one layer and returns its manifest.</summary>
    public async Task<string> PushImageAsync(string repository, string reference, string layer = "layer")
    {
        var manifest = Manifest(await PushBlobAsync(repository, "{}"), await PushBlobAsync(repository, layer));
        using var response = await PutManifestAsync(repository, reference, manifest);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);
        return manifest;
    }

    public Task<HttpResponseMessage> PutManifestAsync(
        string repository,
        string reference,
        string manifest,
        string type = ManifestType
    ) => SendAsync("PUT", $"/v2/{repository}/manifests/{reference}", manifest, type);

    public static string Manifest(string config, string layer) =>
        $$"""
            {
              "schemaVersion": 2,
              "mediaType": "{{ManifestType}}",
              "config": { "mediaType": "application/vnd.oci.image.config.v1+json", "digest": "{{config}}", "size": 2 },
              "layers": [ { "mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": "{{layer}}", "size": 5 } ]
            }
            """;

    public void Dispose() => _http.Dispose();
}
