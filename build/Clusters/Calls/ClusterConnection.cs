using System.Text;
using System.Text.Json;
using Clusters.Credentials;
using Clusters.Kubeconfigs;
using Foundation.Failures;
using Foundation.Limits;
using k8s;

namespace Clusters.Calls;

/// <summary>
/// The connection to one region's cluster: made once, kept for the run, used by many calls at a time. It trusts no
/// server but the kubeconfig's, repeats what can be repeated, and gives every call a limit.
/// </summary>
public sealed class ClusterConnection : IDisposable
{
    private readonly ClusterClient _client;

    private ClusterConnection(
        string region,
        ClusterEndpoint endpoint,
        ConnectionLimits limits,
        SharedPlugins plugins,
        TimeProvider time
    )
    {
        Region = region;
        Endpoint = endpoint;
        Limits = limits;
        Time = time;
        Clock = new ServerClock(time);
        _client = new ClusterClient(
            region,
            endpoint.Server,
            ConnectionPipeline.Create(region, endpoint, limits, plugins, time, Clock, Say)
        );
        Apis = new ServedApis(this);
    }

    /// <summary>
    /// Called with one line when the server stops answering and calls are tried again, and once more when it answers
    /// again. May come from any thread.
    /// </summary>
    public Action<string>? OnTrouble { get; set; }

    /// <summary>The region's name, as errors call it.</summary>
    public string Region { get; }

    /// <summary>The context and server that it leads to.</summary>
    public ClusterEndpoint Endpoint { get; }

    /// <summary>
    /// The official client. Its calls throw <see cref="k8s.Autorest.HttpOperationException"/> for refusals of the
    /// server, which <see cref="ApiRefusal"/> puts into words, and <see cref="ReleaseException"/> when no answer comes.
    /// </summary>
    public IKubernetes Client => _client;

    /// <summary>Which of the APIs that a release needs this cluster serves.</summary>
    public ServedApis Apis { get; }

    /// <summary>The limits of its calls.</summary>
    public ConnectionLimits Limits { get; }

    /// <summary>The clock of its delays.</summary>
    public TimeProvider Time { get; }

    /// <summary>The cluster's own clock.</summary>
    public ServerClock Clock { get; }

    /// <summary>Makes a connection. Nothing is sent and no plugin runs before the first call.</summary>
    /// <param name="region">The region's name, for errors.</param>
    /// <param name="endpoint">A context of a kubeconfig.</param>
    /// <param name="time">The clock of its delays.</param>
    /// <param name="limits">Other limits than <see cref="ConnectionLimits.Default"/>.</param>
    /// <param name="plugins">The exec plugins that it shares with other connections; its own ones without.</param>
    public static ClusterConnection Open(
        string region,
        ClusterEndpoint endpoint,
        TimeProvider time,
        ConnectionLimits? limits = null,
        SharedPlugins? plugins = null
    ) => new(region, endpoint, limits ?? ConnectionLimits.Default, plugins ?? new SharedPlugins(time), time);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"{Region}: {Endpoint}";

    /// <summary>Reads an object by its path, for what the generated client has no call.</summary>
    /// <param name="path">Path and query below the server's address, without a leading slash.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ApiRefusalException">The server answered with an error.</exception>
    public async Task<T> ReadAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_client.BaseUri, path))
        {
            Version = new Version(2, 0),
        };
        using var response = await _client.HttpClient.SendAsync(request, cancellationToken);
        await ThrowIfRefusedAsync(response, Reading(path), cancellationToken);
        return await ParseAsync<T>(response, Reading(path), cancellationToken);
    }

    /// <summary>Patches an object by its path, for what the generated client has no call.</summary>
    /// <param name="path">Path and query below the server's address, without a leading slash.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="mediaType">The kind of patch.</param>
    /// <param name="doing">What is being done, for errors.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ApiRefusalException">The server answered with an error.</exception>
    public async Task<T> PatchAsync<T>(
        string path,
        string patch,
        string mediaType,
        string doing,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(_client.BaseUri, path))
        {
            Version = new Version(2, 0),
            Content = new StringContent(patch, Encoding.UTF8, mediaType),
        };
        using var response = await _client.HttpClient.SendAsync(request, cancellationToken);
        await ThrowIfRefusedAsync(response, doing, cancellationToken);
        return await ParseAsync<T>(response, doing, cancellationToken);
    }

    /// <summary>Deletes an object by its path, for what the generated client has no call.</summary>
    /// <param name="path">Path below the server's address, without a leading slash.</param>
    /// <param name="options">The options of the deletion, as JSON.</param>
    /// <param name="doing">What is being done, for errors.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ApiRefusalException">The server answered with an error.</exception>
    public async Task<T> DeleteAsync<T>(string path, string options, string doing, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(_client.BaseUri, path))
        {
            Version = new Version(2, 0),
            Content = new StringContent(options, Encoding.UTF8, "application/json"),
        };
        using var response = await _client.HttpClient.SendAsync(request, cancellationToken);
        await ThrowIfRefusedAsync(response, doing, cancellationToken);
        return await ParseAsync<T>(response, doing, cancellationToken);
    }

    /// <summary>Opens a stream; the caller reads it with limits of its own, and disposes the response.</summary>
    /// <param name="path">Path and query below the server's address, without a leading slash.</param>
    /// <param name="cancellationToken">Ends the opening; reads take a token of their own.</param>
    /// <exception cref="ApiRefusalException">The server answered with an error.</exception>
    internal async Task<HttpResponseMessage> OpenStreamAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_client.BaseUri, path))
        {
            Version = new Version(2, 0),
        };
        StreamedCall.Mark(request);
        var response = await _client.HttpClient.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken
        );
        await ThrowIfRefusedAsync(response, Reading(path), cancellationToken);
        return response;
    }

    internal static string Reading(string path) => $"reading {path.Split('?')[0]}";

    internal void Say(string line) => OnTrouble?.Invoke(line);

    private async Task<T> ParseAsync<T>(HttpResponseMessage response, string doing, CancellationToken cancellationToken)
    {
        using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        try
        {
            return KubernetesJson.Deserialize<T>(body)
                ?? throw new UnreadableAnswerException(Region, doing, "the answer is empty");
        }
        catch (JsonException exception)
        {
            throw UnreadableAnswerException.NotJson(Region, doing, exception);
        }
    }

    private async Task ThrowIfRefusedAsync(
        HttpResponseMessage response,
        string doing,
        CancellationToken cancellationToken
    )
    {
        if (response.IsSuccessStatusCode)
            return;

        using (response)
        {
            var body = await ReasonAsync(response, cancellationToken);
            throw ApiRefusal.From(Region, doing, response.StatusCode, body);
        }
    }

    // Of a stream nobody has bounded it so far.
    private static async Task<string?> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return Encoding.UTF8.GetString(
                await BoundedRead.BytesAsync(response.Content, InputLimits.ClusterRefusal, cancellationToken)
            );
        }
        catch (TooLargeException)
        {
            return null;
        }
    }
}
