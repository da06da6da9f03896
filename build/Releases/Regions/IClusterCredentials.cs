using Clusters.Kubeconfigs;
using Foundation.Failures;
using Releases.Fleets;

namespace Releases.Regions;

/// <summary>Fetches what is needed to talk to a region's cluster, from wherever its provider keeps it.</summary>
public interface IClusterCredentials
{
    /// <summary>Fetches a region's endpoint. May be called for many regions at once.</summary>
    /// <param name="region">The region.</param>
    /// <param name="cancellationToken">Stops the fetching.</param>
    /// <exception cref="ReleaseException">They cannot be had; one line, with the command to run next.</exception>
    Task<ClusterEndpoint> FetchAsync(Region region, CancellationToken cancellationToken);
}
