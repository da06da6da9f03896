using Drill.Settings;

namespace Drill;

/// <summary>
/// Regional Kubernetes clusters inside this process, on loopback ports that the system chooses. Each region has its own
/// objects, API port, token, kubeconfig and page. All regions share one certificate authority, which is created at the
/// start.
/// </summary>
public sealed class EmbeddedFleet : IAsyncDisposable
{
    /// <summary>The name of the authority that the clusters of every embedded fleet are known by.</summary>
    public const string Authority = "CN=drill-ca";

    private readonly FleetHost _host;
    private readonly Dictionary<string, EmbeddedCluster> _clusters;

    private EmbeddedFleet(FleetHost host)
    {
        _host = host;
        _clusters = host.Clusters.ToDictionary(cluster => cluster.Name, StringComparer.Ordinal);
        Clusters = host.Clusters;
    }

    /// <summary>The clusters, in the order of the options.</summary>
    public IReadOnlyList<EmbeddedCluster> Clusters { get; }

    /// <summary>One kubeconfig with a context for every region. The first context is current.</summary>
    public string Kubeconfig => _host.Kubeconfig;

    /// <summary>The cluster of a region.</summary>
    /// <exception cref="KeyNotFoundException">There is no such region.</exception>
    public EmbeddedCluster this[string region] => _clusters[region];

    /// <summary>Starts the clusters. They answer when the task completes.</summary>
    public static async Task<EmbeddedFleet> StartAsync(
        EmbeddedFleetOptions options,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        return new EmbeddedFleet(await FleetHost.StartAsync(options, cancellationToken));
    }

    /// <summary>Stops the clusters. Open streams break.</summary>
    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
