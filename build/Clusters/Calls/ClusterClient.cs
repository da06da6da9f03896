using k8s;

namespace Clusters.Calls;

/// <summary>
/// The official client on a pipeline of ours. Its own pipeline is built by the base class and then never used: it has
/// no credential, and an empty list of authorities lets it trust no server.
/// </summary>
internal sealed class ClusterClient : Kubernetes
{
    public ClusterClient(Uri server, HttpMessageHandler pipeline)
        : base(new KubernetesClientConfiguration { Host = server.AbsoluteUri, SslCaCerts = [] })
    {
        HttpClient.Dispose();
        HttpClient = new HttpClient(pipeline, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        // The pipeline limits each attempt; a limit around all of them would cut the repetitions short.
        HttpClientTimeout = Timeout.InfiniteTimeSpan;
    }
}
