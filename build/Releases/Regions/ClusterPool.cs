using System.Collections.Concurrent;
using Clusters.Calls;
using Clusters.Credentials;
using Clusters.Kubeconfigs;
using Foundation.Failures;
using Releases.Fleets;

namespace Releases.Regions;

/// <summary>One connection for each region. It is made on first use and kept until the end of the run.</summary>
/// <param name="credentials">Where credentials come from.</param>
/// <param name="time">The clock of the connections' delays.</param>
/// <param name="onTrouble">Hears the region when its server stops answering and when the server is back.</param>
/// <param name="limits">The limits in place of <see cref="ConnectionLimits.Default"/>.</param>
/// <param name="onOpen">Hears which endpoint a region's connection leads to.</param>
public sealed class ClusterPool(
    IClusterCredentials credentials,
    TimeProvider time,
    Action<Region, string> onTrouble,
    ConnectionLimits? limits = null,
    Action<Region, ClusterEndpoint>? onOpen = null
) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<RegionCluster>>> _clusters = [];
    private readonly SharedPlugins _plugins = new(time);

    /// <summary>The region's cluster. A failed attempt is not kept: the next call tries again.</summary>
    /// <exception cref="ReleaseException">The credentials cannot be fetched.</exception>
    public async Task<RegionCluster> ConnectAsync(Region region, CancellationToken cancellationToken)
    {
        var connecting = _clusters.GetOrAdd(region.Name, _ => new(() => OpenAsync(region, cancellationToken)));
        try
        {
            return await connecting.Value;
        }
        catch
        {
            _clusters.TryRemove(KeyValuePair.Create(region.Name, connecting));
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var connecting in _clusters.Values)
        {
            if (connecting is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
                connecting.Value.Result.Dispose();
        }
        _plugins.Dispose();
    }

    private async Task<RegionCluster> OpenAsync(Region region, CancellationToken cancellationToken)
    {
        var endpoint = await credentials.FetchAsync(region, cancellationToken);
        var connection = ClusterConnection.Open(region.Name, endpoint, time, limits, _plugins);
        connection.OnTrouble = line => onTrouble(region, line);
        onOpen?.Invoke(region, endpoint);
        return new RegionCluster(region.Name, region.Namespace, connection, KubectlCommand.Of(region));
    }
}
