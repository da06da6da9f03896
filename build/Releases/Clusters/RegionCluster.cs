using k8s;
using k8s.Autorest;
using Releases.Clusters.Connections;
using Releases.Fleets;

namespace Releases.Clusters;

/// <summary>A region with the connection to its cluster.</summary>
/// <param name="Region">The region.</param>
/// <param name="Connection">The connection; this owns it.</param>
public sealed record RegionCluster(Region Region, ClusterConnection Connection) : IDisposable
{
    /// <summary>The namespace that everything happens in.</summary>
    public string Namespace => Region.Namespace;

    /// <summary>The beginning of a command for the namespace that a person can run as it is, for next steps.</summary>
    public string Kubectl => KubectlCommand.Of(Region);

    /// <summary>The version of the cluster's Kubernetes; proves that it can be reached and takes the credentials.</summary>
    /// <exception cref="ReleaseException">It does not answer, or refuses.</exception>
    public async Task<string> ReadVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            var version = await Connection.Client.Version.GetCodeAsync(cancellationToken: cancellationToken);
            return version.GitVersion;
        }
        catch (HttpOperationException exception)
        {
            throw ApiRefusal.From(Connection, "asking for its version", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();
}
