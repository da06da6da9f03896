using System.Security.Cryptography.X509Certificates;
using System.Text;
using Clusters.Kubeconfigs;
using Drill;
using Loopback;
using Releases.Fleets;
using Releases.Regions;

namespace Pipeline.Tests.Lanes;

/// <summary>A way to a cluster on which calls of a kind do not get the cluster's answer.</summary>
internal abstract class ForwardedCalls : IClusterCredentials, IAsyncDisposable
{
    private readonly EmbeddedCluster _cluster;
    private readonly LoopbackServer _server;
    private readonly HttpClient _http;

    /// <param name="cluster">Where all other calls go.</param>
    protected ForwardedCalls(EmbeddedCluster cluster)
    {
        _cluster = cluster;
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { AuthorityOf(cluster) },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _server = new LoopbackServer(AnswerAsync);
    }

    public Task<ClusterEndpoint> FetchAsync(Region region, CancellationToken cancellationToken) =>
        Task.FromResult(Kubeconfig.Parse(Through(_cluster.Kubeconfig), "kubeconfig").Select(region.Name));

    /// <summary>A kubeconfig that leads to the cluster this way.</summary>
    /// <param name="kubeconfig">One that leads there directly.</param>
    public string Through(string kubeconfig) =>
        kubeconfig.Replace(
            _cluster.ApiUrl.GetLeftPart(UriPartial.Authority),
            _server.Address.GetLeftPart(UriPartial.Authority),
            StringComparison.Ordinal
        );

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }

    /// <summary>Answers a call in the cluster's place.</summary>
    /// <returns>Whether it has; the call goes to the cluster otherwise.</returns>
    protected abstract Task<bool> TakeAsync(Exchange exchange);

    private async Task AnswerAsync(Exchange exchange)
    {
        if (await TakeAsync(exchange))
            return;
        using var answer = await ForwardAsync(exchange);
        var isStream = exchange.Path.Contains("watch=true", StringComparison.OrdinalIgnoreCase);
        if (isStream && answer.IsSuccessStatusCode)
            await StreamAsync(exchange, answer);
        else
            await exchange.JsonAsync(await answer.Content.ReadAsStringAsync(exchange.Stopped), (int)answer.StatusCode);
    }

    /// <summary>Lets a call arrive.</summary>
    protected async Task<HttpResponseMessage> ForwardAsync(Exchange exchange)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(exchange.Method),
            new Uri(_cluster.ApiUrl, exchange.Path)
        );
        foreach (var name in new[] { "Authorization", "Accept" })
        {
            if (exchange.Header(name) is { } value)
                request.Headers.TryAddWithoutValidation(name, value);
        }
        if (exchange.Body.Length > 0)
        {
            request.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(exchange.Body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", exchange.Header("Content-Type"));
        }
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, exchange.Stopped);
    }

    private static X509Certificate2 AuthorityOf(EmbeddedCluster cluster)
    {
        const string Key = "certificate-authority-data";
        var line = cluster.Kubeconfig.Split('\n').Single(each => each.Contains(Key, StringComparison.Ordinal));
        var text = line[(line.IndexOf(Key, StringComparison.Ordinal) + Key.Length)..].Trim(':', ' ', '"', ',', '\r');
        return X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(Convert.FromBase64String(text)));
    }

    private static async Task StreamAsync(Exchange exchange, HttpResponseMessage answer)
    {
        await exchange.BeginStreamAsync();
        await using var body = await answer.Content.ReadAsStreamAsync(exchange.Stopped);
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, exchange.Stopped) is > 0 and var read)
            await exchange.ChunkAsync(buffer[..read]);
        await exchange.EndStreamAsync();
    }
}
