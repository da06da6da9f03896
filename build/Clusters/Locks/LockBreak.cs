using Clusters.Calls;
using Foundation.Failures;

namespace Clusters.Locks;

/// <summary>Frees a region's deploy lock in the place of its holder, and nobody else's.</summary>
public static class LockBreak
{
    // A holder renews every ten seconds, so that hardly two renewals in a row come between reading and deleting.
    private const int Attempts = 5;

    /// <summary>Frees the lock. One that is free by now stays free.</summary>
    /// <param name="cluster">The region's cluster.</param>
    /// <param name="holder">Who was seen to hold it.</param>
    /// <param name="cancellationToken">Stops before the call; a call that was sent is finished.</param>
    /// <exception cref="RefusedException">Somebody else holds it by now.</exception>
    /// <exception cref="ReleaseException">
    /// It changes again and again, or the cluster refuses or does not answer.
    /// </exception>
    public static async Task RunAsync(RegionCluster cluster, string holder, CancellationToken cancellationToken)
    {
        var api = LeaseApi.OfLock(cluster);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var lease = await api.ReadAsync(cancellationToken);
            if (HeldLease.Of(lease) is not { } held)
                return;
            if (held.Holder != holder)
                throw new RefusedException(
                    [$"{cluster.Region}: the deploy lock is now held by {held}; it is left alone"],
                    $"ask them, or if nobody is there: {Again(cluster)}"
                );
            if (await api.DeleteAsync(lease!, cancellationToken))
                return;
        }
        throw new ReleaseException(
            $"{cluster.Region}: the deploy lock is not free: {holder} renews it whenever it is to be deleted",
            Again(cluster)
        );
    }

    private static string Again(RegionCluster cluster) => $"./build.sh --target=Unlock --regions={cluster.Region}";
}
