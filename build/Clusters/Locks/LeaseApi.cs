using System.Net;
using Clusters.Calls;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Clusters.Locks;

/// <summary>
/// Reads and writes a Lease of a region; every write names the version that it was read at.
/// </summary>
/// <param name="cluster">The region's cluster.</param>
/// <param name="name">The Lease's name.</param>
/// <param name="words">What reading, writing and deleting it are called in errors.</param>
internal sealed class LeaseApi(RegionCluster cluster, string name, LeaseWords words)
{
    /// <summary>The Lease of the deploy lock.</summary>
    public static LeaseApi OfLock(RegionCluster cluster) =>
        new(
            cluster,
            DeployLock.LeaseName,
            new LeaseWords("reading the deploy lock", "taking the deploy lock", "releasing the deploy lock")
        );

    public async Task<V1Lease?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Api.ReadNamespacedLeaseAsync(name, cluster.Namespace, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (HttpOperationException exception)
        {
            throw ApiRefusal.From(cluster.Connection, words.Reading, exception);
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
                    name,
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
            throw ApiRefusal.From(cluster.Connection, words.Writing, exception);
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
                name,
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
            throw ApiRefusal.From(cluster.Connection, words.Deleting, exception);
        }
    }

    private ICoordinationV1Operations Api => cluster.Connection.Client.CoordinationV1;
}

/// <summary>What is done to a Lease, in words.</summary>
/// <param name="Reading">Such as "reading the deploy lock".</param>
/// <param name="Writing">Such as "taking the deploy lock".</param>
/// <param name="Deleting">Such as "releasing the deploy lock".</param>
internal sealed record LeaseWords(string Reading, string Writing, string Deleting);
