using System.Text.Json;
using k8s;
using k8s.Autorest;

namespace Clusters.Calls;

/// <summary>
/// The official client on a pipeline of ours. Its own pipeline is built by the base class and then never used: it has
/// no credential, and an empty list of authorities lets it trust no server.
/// </summary>
internal sealed class ClusterClient : Kubernetes
{
    private readonly string _region;

    public ClusterClient(string region, Uri server, HttpMessageHandler pipeline)
        : base(new KubernetesClientConfiguration { Host = server.AbsoluteUri, SslCaCerts = [] })
    {
        _region = region;
        HttpClient.Dispose();
        HttpClient = new HttpClient(pipeline, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        // The pipeline limits each attempt; a limit around all of them would cut the repetitions short.
        HttpClientTimeout = Timeout.InfiniteTimeSpan;
    }

    /// <summary>Reads an answer. One that cannot be read is an expected failure, not a bug of ours.</summary>
    protected override async Task<HttpOperationResponse<T>> CreateResultAsync<T>(
        HttpRequestMessage httpRequest,
        HttpResponseMessage httpResponse,
        bool? watch,
        CancellationToken cancellationToken
    )
    {
        var doing = $"{httpRequest.Method} {httpRequest.RequestUri?.AbsolutePath}";
        try
        {
            var result = await base.CreateResultAsync<T>(httpRequest, httpResponse, watch, cancellationToken);
            return result.Body is not null
                ? result
                : throw new UnreadableAnswerException(_region, doing, "the answer is empty");
        }
        catch (JsonException exception)
        {
            throw UnreadableAnswerException.NotJson(_region, doing, exception);
        }
    }
}
