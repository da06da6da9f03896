using System.Net;
using Clusters.Calls;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Clusters.Locks;

/// <summary>
/// Reads and writes the Lease of a region's deploy lock; every write names the version that it was read at.
/// </summary>
/// <param name="cluster">The region's cluster.</param>
internal sealed class LeaseApi(RegionCluster cluster)
{
    public const string Name = "release";

    public async Task<V1Lease?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Api.ReadNamespacedLeaseAsync(Name, cluster.Namespace, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (HttpOperationException exception)
        {
            throw ApiRefusal.From(cluster.Connection, "reading the deploy lock", exception);
        }
    }

    /// <summary>Creates the lease, or replaces the one that was read.</summary>
    /// <returns>The lease as it is now, or <see langword="null"/> when somebody else was faster.</returns>
    public async Task<V1Lease?> WriteAsync(V1Lease lease, CancellationToken cancellationToken)
    {
        try
        {
            return lease.Metadata.ResourceVersion is null
                ? await Api.CreateNamespacedLeaseAsync(lease, cluster.Namespace, cancellationToken: cancellationToken)
                : await Api.ReplaceNamespacedLeaseAsync(
                    lease,
                    Name,
                    cluster.Namespace,
                    cancellationToken: cancellationToken
                );
        }
        catch (HttpOperationException exception)
            when (exception.Response.StatusCode is HttpStatusCode.Conflict
                || (
                    exception.Response.StatusCode is HttpStatusCode.NotFound
                    && lease.Metadata.ResourceVersion is not null
                )
            )
        {
            return null;
        }
        catch (HttpOperationException exception)
        {
            throw ApiRefusal.From(cluster.Connection, "taking the deploy lock", exception);
        }
    }

    /// <summary>Deletes the lease, unless it has changed since it was read.</summary>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> DeleteAsync(V1Lease lease, CancellationToken cancellationToken)
    {
        try
        {
            var unchanged = new V1Preconditions { Uid = lease.Uid(), ResourceVersion = lease.ResourceVersion() };
            await Api.DeleteNamespacedLeaseAsync(
                Name,
                cluster.Namespace,
                new V1DeleteOptions { Preconditions = unchanged },
                cancellationToken: cancellationToken
            );
            return true;
        }
        catch (HttpOperationException exception)
            when (exception.Response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            return exception.Response.StatusCode == HttpStatusCode.NotFound;
        }
        catch (HttpOperationException exception)
        {
            throw ApiRefusal.From(cluster.Connection, "releasing the deploy lock", exception);
        }
    }

    private ICoordinationV1Operations Api => cluster.Connection.Client.CoordinationV1;
}
