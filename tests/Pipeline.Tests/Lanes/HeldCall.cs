using System.Security.Cryptography.X509Certificates;
using System.Text;
using Clusters.Kubeconfigs;
using Drill;
using Loopback;
using Releases.Fleets;
using Releases.Regions;

namespace Pipeline.Tests.Lanes;

/// <summary>A way to a cluster on which the first call of a kind gets no answer.</summary>
internal sealed class HeldCall : IClusterCredentials, IAsyncDisposable
{
    private readonly EmbeddedCluster _cluster;
    private readonly Func<Exchange, bool> _isHeld;
    private readonly Arrival _arrival;
    private readonly LoopbackServer _server;
    private readonly HttpClient _http;
    private readonly TaskCompletionSource<Exchange> _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="cluster">Where all calls go.</param>
    /// <param name="isHeld">Which call gets no answer.</param>
    /// <param name="arrival">Whether that one arrives.</param>
    public HeldCall(EmbeddedCluster cluster, Func<Exchange, bool> isHeld, Arrival arrival)
    {
        _cluster = cluster;
        _isHeld = isHeld;
        _arrival = arrival;
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

    /// <summary>Completes when the call is outstanding; where it arrives before, it has arrived.</summary>
    public Task Outstanding => _held.Task;

    public Task<ClusterEndpoint> FetchAsync(Region region, CancellationToken cancellationToken)
    {
        var kubeconfig = _cluster.Kubeconfig.Replace(
            _cluster.ApiUrl.GetLeftPart(UriPartial.Authority),
            _server.Address.GetLeftPart(UriPartial.Authority),
            StringComparison.Ordinal
        );
        return Task.FromResult(Kubeconfig.Parse(kubeconfig, "kubeconfig").Select(region.Name));
    }

    /// <summary>Lets the call arrive that is to arrive after the run.</summary>
    public async Task EndAsync()
    {
        if (_arrival == Arrival.After)
            (await ForwardAsync(await _held.Task)).Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }

    private static X509Certificate2 AuthorityOf(EmbeddedCluster cluster)
    {
        const string Key = "certificate-authority-data";
        var line = cluster.Kubeconfig.Split('\n').Single(each => each.Contains(Key, StringComparison.Ordinal));
        var text = line[(line.IndexOf(Key, StringComparison.Ordinal) + Key.Length)..].Trim(':', ' ', '"', ',', '\r');
        return X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(Convert.FromBase64String(text)));
    }

    private async Task AnswerAsync(Exchange exchange)
    {
        if (!_held.Task.IsCompleted && _isHeld(exchange))
        {
            if (_arrival == Arrival.Before)
                (await ForwardAsync(exchange)).Dispose();
            _held.SetResult(exchange);
            await exchange.SilenceAsync();
        }
        using var answer = await ForwardAsync(exchange);
        var isStream = exchange.Path.Contains("watch=true", StringComparison.OrdinalIgnoreCase);
        if (isStream && answer.IsSuccessStatusCode)
            await StreamAsync(exchange, answer);
        else
            await exchange.JsonAsync(await answer.Content.ReadAsStringAsync(exchange.Stopped), (int)answer.StatusCode);
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

    private async Task<HttpResponseMessage> ForwardAsync(Exchange exchange)
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
}
