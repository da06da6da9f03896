using System.Net;
using Clusters.Calls;
using Clusters.Locks;
using Foundation.Failures;
using Releases.Fleets;
using Releases.Records;

namespace Releases.Applying;

/// <summary>Applies the manifests of one region.</summary>
/// <param name="order">What is applied.</param>
/// <param name="region">The region.</param>
/// <param name="cluster">Its cluster.</param>
public sealed class RegionApply(ApplyOrder order, Region region, RegionCluster cluster)
{
    private readonly ObjectApply _objects = new(cluster, order.ForcesConflicts);

    /// <summary>
    /// The version that the region was last seen to run; <see langword="null"/> when that is not known.
    /// </summary>
    public string? Runs { get; private set; }

    /// <summary>Has the server tell what applying would do, without doing it.</summary>
    /// <param name="refused">Hears of every object that the server would refuse.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UsageException">Manifests are wrong.</exception>
    /// <exception cref="ReleaseException">The cluster does not answer.</exception>
    public async Task<IReadOnlyList<AppliedObject>> PreviewAsync(
        Action<ReleaseException> refused,
        CancellationToken cancellationToken
    )
    {
        var preview = new List<AppliedObject>();
        var objects = await RegionManifests.ReadAsync(order, region, cluster, runs => Runs = runs, cancellationToken);
        foreach (var wanted in objects)
        {
            try
            {
                var change = await _objects.RunAsync(wanted, isPreview: true, cancellationToken);
                preview.Add(new AppliedObject(wanted, change));
            }
            catch (ReleaseException exception) when (exception is not ClusterUnreachableException)
            {
                refused(Advised(exception));
            }
        }
        return preview;
    }

    /// <summary>Applies, while no release can change the region.</summary>
    /// <param name="applied">Hears of every object, as it comes.</param>
    /// <param name="say">Hears whom the lock is waited for.</param>
    /// <param name="cancellationToken">Stops before the next object.</param>
    /// <exception cref="ReleaseException">The lock is somebody else's, or the server refuses; what was applied before
    /// stays.</exception>
    public async Task RunAsync(Action<AppliedObject> applied, Action<string> say, CancellationToken cancellationToken)
    {
        var time = cluster.Connection.Time;
        await using var held = await DeployLock.TakeAsync(
            cluster,
            order.Holder,
            order.LockWait,
            say,
            time,
            cancellationToken
        );
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
        try
        {
            // Read again: a release may have set other images since the preview.
            var objects = await RegionManifests.ReadAsync(order, region, cluster, runs => Runs = runs, either.Token);
            foreach (var wanted in objects)
            {
                await held.ConfirmAsync(either.Token);
                applied(new AppliedObject(wanted, await ApplyAsync(wanted, applied, either.Token)));
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StageFailedException(
                new FailureRecord(null, "LockLost", "the deploy lock was lost, so nothing more was applied")
                {
                    NextStep = "see who released meanwhile, then run the same command again",
                },
                exception
            );
        }
    }

    private async Task<ObjectChange> ApplyAsync(
        ManifestObject wanted,
        Action<AppliedObject> applied,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await _objects.RunAsync(wanted, isPreview: false, cancellationToken);
        }
        catch (Exception exception)
            when (exception is UnansweredChangeException or ClusterUnreachableException { MayHaveHappened: true })
        {
            applied(new AppliedObject(wanted, ObjectChange.Unknown));
            throw;
        }
    }

    private static ReleaseException Advised(ReleaseException exception) =>
        exception is ApiRefusalException { Status: HttpStatusCode.Conflict }
            ? new ReleaseException(
                exception.Message,
                "let the manifest say what the cluster has, or leave the field out; --force-conflicts takes it from its owner",
                exception
            )
            : exception;
}
