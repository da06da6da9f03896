using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Cluster.Tests.Stack;

/// <summary>The stack's registry, asked over HTTP.</summary>
public sealed class StackRegistry : IDisposable
{
    private static readonly string[] ManifestTypes =
    [
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
    ];

    private readonly HttpClient _http;

    public StackRegistry(StackSettings stack)
    {
        _http = new HttpClient { BaseAddress = new Uri($"http://{stack.Registry}/v2/") };
        var login = Encoding.UTF8.GetBytes($"{stack.RegistryUser}:{stack.RegistryPassword}");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(login)
        );
        foreach (var type in ManifestTypes)
            _http.DefaultRequestHeaders.Accept.ParseAdd(type);
    }

    /// <summary>The digest of an image, or <see langword="null"/> when the registry has none of that tag.</summary>
    public async Task<string?> DigestAsync(string repository, string tag)
    {
        using var answer = await GetAsync($"{repository}/manifests/{tag}");
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        answer.EnsureSuccessStatusCode();
        return answer.Headers.GetValues("Docker-Content-Digest").Single();
    }

    /// <summary>The labels of an image.</summary>
    public async Task<IReadOnlyDictionary<string, string>> LabelsAsync(string repository, string tag)
    {
        var manifest = await ReadAsync($"{repository}/manifests/{tag}");
        var configuration = await ReadAsync($"{repository}/blobs/{manifest["config"]!["digest"]}");
        return configuration["config"]!
                ["Labels"]
                ?.AsObject()
                .ToDictionary(label => label.Key, label => $"{label.Value}")
            ?? [];
    }

    /// <summary>Takes an image away.</summary>
    public async Task DeleteAsync(string repository, string tag)
    {
        var digest = await DigestAsync(repository, tag);
        var address = new Uri($"{repository}/manifests/{digest}", UriKind.Relative);
        using var answer = await _http.DeleteAsync(address, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private Task<HttpResponseMessage> GetAsync(string path) =>
        _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    private async Task<JsonNode> ReadAsync(string path)
    {
        using var answer = await GetAsync(path);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }
}
