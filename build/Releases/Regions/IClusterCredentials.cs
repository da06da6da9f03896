using Clusters.Kubeconfigs;
using Foundation.Failures;
using Releases.Fleets;

namespace Releases.Regions;

/// <summary>Fetches the credentials of a region's cluster from the place where its provider keeps them.</summary>
public interface IClusterCredentials
{
    /// <summary>Fetches a region's endpoint. May be called for many regions at once.</summary>
    /// <param name="region">The region.</param>
    /// <param name="cancellationToken">Stops the fetching.</param>
    /// <exception cref="ReleaseException">
    /// The credentials cannot be fetched. The error is one line with the command to run next.
    /// </exception>
    Task<ClusterEndpoint> FetchAsync(Region region, CancellationToken cancellationToken);
}
