using Foundation.Failures;
using k8s;
using k8s.Autorest;

namespace Clusters.Calls;

/// <summary>A region's namespace in its cluster, with the connection to it.</summary>
/// <param name="Region">The region's name, for messages.</param>
/// <param name="Namespace">The namespace that everything happens in.</param>
/// <param name="Connection">The connection; this owns it.</param>
/// <param name="Kubectl">The beginning of a command for the namespace that a person can run as it is, for next
/// steps.</param>
public sealed record RegionCluster(string Region, string Namespace, ClusterConnection Connection, string Kubectl)
    : IDisposable
{
    /// <summary>
    /// The version of the cluster's Kubernetes; proves that it can be reached and takes the credentials.
    /// </summary>
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
