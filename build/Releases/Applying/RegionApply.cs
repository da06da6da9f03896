using System.Net;
using Clusters.Calls;
using Clusters.Locks;
using Foundation.Failures;
using Releases.Fleets;
using Releases.Histories;
using Releases.Orders;
using Releases.Records;

namespace Releases.Applying;

/// <summary>Applies the manifests of one region.</summary>
/// <param name="order">What is applied.</param>
/// <param name="region">The region.</param>
/// <param name="cluster">The region's cluster.</param>
public sealed class RegionApply(ApplyOrder order, Region region, RegionCluster cluster)
{
    private readonly ObjectApply _objects = new(cluster, order.ForcesConflicts);
    private readonly AppliedNote _note = new(cluster, order.Fleet);

    private LeftObjects Left => new(_objects, order.Prunes);

    /// <summary>Whether the region does not remember yet all that the manifests ask for.</summary>
    public bool HasNewNote { get; private set; }

    /// <summary>
    /// The version that the region was last seen to run; <see langword="null"/> when that is not known.
    /// </summary>
    public string? Runs { get; private set; }

    /// <summary>
    /// Asks the server what applying would do. The server keeps nothing. What no manifest asks for any more comes last.
    /// </summary>
    /// <param name="objects">What <see cref="RenderAsync"/> gave.</param>
    /// <param name="refused">Hears every object that the server would refuse.</param>
    /// <param name="cancellationToken">Stops the preview.</param>
    /// <exception cref="ReleaseException">The cluster does not answer.</exception>
    public async Task<IReadOnlyList<AppliedObject>> PreviewAsync(
        IReadOnlyList<ManifestObject> objects,
        Action<ReleaseException> refused,
        CancellationToken cancellationToken
    )
    {
        var preview = new List<AppliedObject>();
        foreach (var wanted in objects)
        {
            try
            {
                preview.Add(await _objects.RunAsync(wanted, isPreview: true, cancellationToken));
            }
            catch (ReleaseException exception) when (exception is not ClusterUnreachableException)
            {
                refused(Advised(exception));
            }
        }
        var noted = await _note.ReadAsync(cancellationToken);
        HasNewNote = objects.Select(ObjectName.Of).Except(noted).Any();
        preview.AddRange(await Left.FindAsync(noted, objects, cancellationToken));
        return preview;
    }

    /// <summary>
    /// Applies the manifests under the region's lock, so that no release can change the region meanwhile.
    /// </summary>
    /// <param name="applied">Hears every object when the server has answered.</param>
    /// <param name="say">Hears for whose lock the run waits.</param>
    /// <param name="cancellationToken">Stops before the next object.</param>
    /// <exception cref="ReleaseException">
    /// Somebody else holds the lock, or the server refuses an object. Objects that were applied before stay.
    /// </exception>
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
        await new NotedRun(cluster, order.Fleet.Migration.Job, Begun(), say, time).GoAsync(
            () => KeepingLockAsync(applied, held, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Applies the manifests under a lock that the caller holds, and notes no run.</summary>
    /// <param name="applied">Hears every object when the server has answered.</param>
    /// <param name="beforeChange">Awaited before every change; throws when nothing may be changed any more.</param>
    /// <param name="cancellationToken">Stops before the next object.</param>
    /// <exception cref="ReleaseException">
    /// The server refuses an object. Objects that were applied before stay.
    /// </exception>
    public async Task RunLockedAsync(
        Action<AppliedObject> applied,
        Func<CancellationToken, Task> beforeChange,
        CancellationToken cancellationToken
    )
    {
        // The manifests are read again, because a release may have set other images since the preview.
        var objects = await RenderAsync(cancellationToken);
        var noted = await _note.ReadAsync(cancellationToken);
        // Before the first of them: a run that is stopped half way leaves nothing that nobody remembers.
        await _note.WriteAsync([.. noted, .. objects.Select(ObjectName.Of)], cancellationToken);
        foreach (var wanted in objects)
        {
            await beforeChange(cancellationToken);
            await TellAsync(wanted, applied, () => _objects.RunAsync(wanted, isPreview: false, cancellationToken));
        }
        var left = await Left.FindAsync(noted, objects, cancellationToken);
        foreach (var each in left)
        {
            await beforeChange(cancellationToken);
            await TellAsync(each.Wanted, applied, () => RemovedAsync(each, cancellationToken));
        }
        var stay = left.Where(each => each.Change == ObjectChange.Left).Select(each => each.Wanted);
        await _note.WriteAsync(objects.Concat(stay).Select(ObjectName.Of), cancellationToken);
    }

    /// <summary>The objects that the manifests ask for, with the images that serve.</summary>
    /// <exception cref="UsageException">The manifests are wrong.</exception>
    /// <exception cref="ReleaseException">The cluster does not answer.</exception>
    public Task<IReadOnlyList<ManifestObject>> RenderAsync(CancellationToken cancellationToken) =>
        RegionManifests.ReadAsync(order, region, cluster, runs => Runs = runs, cancellationToken);

    /// <summary>
    /// The collections that the manifests need in the region's namespace: API group, empty for the core group, and
    /// plural name.
    /// </summary>
    /// <param name="objects">What <see cref="RenderAsync"/> gave.</param>
    /// <param name="cancellationToken">Stops the questions.</param>
    /// <exception cref="ReleaseException">The cluster does not answer.</exception>
    public async Task<IReadOnlyList<(string Group, string Resource)>> CollectionsAsync(
        IReadOnlyList<ManifestObject> objects,
        CancellationToken cancellationToken
    )
    {
        var collections = new List<(string, string)>();
        foreach (var wanted in objects)
        {
            if (await _objects.CollectionAsync(wanted, cancellationToken) is { } collection)
                collections.Add(collection);
        }
        return [.. collections.Distinct()];
    }

    private async Task KeepingLockAsync(
        Action<AppliedObject> applied,
        DeployLock held,
        CancellationToken cancellationToken
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
        try
        {
            await RunLockedAsync(applied, held.ConfirmAsync, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StageFailedException(
                new FailureRecord(null, "LockLost", "the deploy lock was lost, so nothing more was applied")
                {
                    NextStep = "find out who released at the same time, then run the same command again",
                },
                exception
            );
        }
    }

    private HistoryEntry Begun() =>
        new()
        {
            Target = "ApplyManifests",
            // No image changes: the version only fills in what the manifests leave open.
            Version = "",
            Actor = order.Actor,
            Host = order.Holder.Host,
            Job = order.Pipeline,
            Run = order.Holder.Identity,
            Began = order.Began,
            Overruled = order.ForcesConflicts ? ["--force-conflicts"] : null,
        };

    private async Task<AppliedObject> RemovedAsync(AppliedObject left, CancellationToken cancellationToken)
    {
        if (left.Change == ObjectChange.Removed)
            await _objects.RemoveAsync(left.Wanted, cancellationToken);
        return left;
    }

    private static async Task TellAsync(
        ManifestObject changed,
        Action<AppliedObject> applied,
        Func<Task<AppliedObject>> change
    )
    {
        try
        {
            applied(await change());
        }
        catch (Exception exception) when (ChangeOutcome.IsUnknown(exception))
        {
            applied(new AppliedObject(changed, ObjectChange.Unknown));
            throw;
        }
    }

    private static ReleaseException Advised(ReleaseException exception) =>
        exception is ApiRefusalException { Status: HttpStatusCode.Conflict }
            ? new ReleaseException(
                exception.Message,
                "let the manifest say what the cluster has, or leave the field out; ApplyManifests with --force-conflicts takes it from its owner",
                exception
            )
            : exception;
}
