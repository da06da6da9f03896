using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Drill.Json;

namespace Drill.Tests;

/// <summary>Plain HTTP to a cluster's API, trusting its authority alone.</summary>
internal sealed class RestClient : IDisposable
{
    private readonly HttpClient _http;

    public RestClient(EmbeddedCluster cluster, string? token = null)
    {
        var config = JsonNode.Parse(cluster.Kubeconfig)!;
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = Trust(cluster);
        _http = new HttpClient(handler) { BaseAddress = cluster.ApiUrl };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            token ?? config["users"]![0]!["user"].Text("token")
        );
    }

    /// <summary>What trusts the cluster's authority alone.</summary>
    public static X509ChainPolicy Trust(EmbeddedCluster cluster)
    {
        var authority = Convert.FromBase64String(
            JsonNode.Parse(cluster.Kubeconfig)!["clusters"]![0]!["cluster"].Text("certificate-authority-data")!
        );
        return new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(authority)) },
            RevocationMode = X509RevocationMode.NoCheck,
        };
    }

    public Task<Answer> GetAsync(string path, string? accept = null) =>
        SendAsync(HttpMethod.Get, path, null, null, accept);

    public Task<Answer> PostAsync(string path, string body, string type = "application/json") =>
        SendAsync(HttpMethod.Post, path, body, type);

    public Task<Answer> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body, "application/json");

    public Task<Answer> PatchAsync(string path, string body, string type) =>
        SendAsync(HttpMethod.Patch, path, body, type);

    public Task<Answer> DeleteAsync(string path, string? body = null) =>
        SendAsync(HttpMethod.Delete, path, body, "application/json");

    /// <summary>Opens a stream of lines: a watch or a followed log.</summary>
    public async Task<LineStream> OpenAsync(string path)
    {
        var response = await _http.GetAsync(
            path,
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        return new LineStream(response);
    }

    public async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        string? body,
        string? type,
        string? accept = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);

        if (body is not null)
        {
            request.Content = new StringContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type!);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(
            (int)response.StatusCode,
            text,
            response.Content.Headers.ContentType?.ToString() ?? "",
            response.Headers
        );
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>What a cluster answered.</summary>
internal sealed record Answer(int Status, string Body, string ContentType, HttpResponseHeaders Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? Text(string path) => Json.Text(path);
}
