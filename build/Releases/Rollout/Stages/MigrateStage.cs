using System.Net;
using System.Text.Json.Nodes;
using k8s.Models;
using Releases.Clusters.Connections;
using Releases.Clusters.Jobs;

namespace Releases.Rollout.Stages;

/// <summary>Runs the migration Job of a region, or joins the one that runs already for this version.</summary>
public static class MigrateStage
{
    /// <summary>Runs the stage.</summary>
    /// <exception cref="StageFailedException">The migration failed, cannot start, or takes longer than its limit.</exception>
    public static async Task<StageResult> RunAsync(Lane lane, CancellationToken cancellationToken)
    {
        var manifest = MigrationManifest.Render(lane.Order, lane.Cluster);
        var jobs = new MigrationJobs(lane.Cluster, lane.Order.Fleet.Migration.Job);
        var deadline = new Deadline(lane.Time, lane.Order.MigrationTimeout);
        var job = await jobs.FindAsync(cancellationToken);
        var state = job is null ? null : JobState.Of(job);
        var isOurs = job is not null && MigrationJobs.IsOf(job, lane.Order.Version);
        if (isOurs && state!.Phase == JobPhase.Complete)
            return StageResult.NothingToDo($"Job {job!.Name()} has migrated to {lane.Order.Version} already");
        if (isOurs && state!.Phase == JobPhase.Running)
        {
            lane.Journal.Say($"joining the running Job {job!.Name()} of {lane.Order.Version}");
            return await FollowAsync(lane, job!, deadline, cancellationToken);
        }
        // Whoever waits for that one would lose it half-way, and the database would keep what it had done.
        if (job is { Metadata.DeletionTimestamp: null } && state!.Phase == JobPhase.Running)
            throw MigrationFailure.OtherRuns(lane, job);
        if (job is not null)
        {
            lane.Journal.Say($"removing the former Job {job.Name()}");
            await RemoveAsync(lane, jobs, job, deadline, cancellationToken);
        }
        job = await CreateAsync(lane, jobs, manifest, cancellationToken);
        return await FollowAsync(lane, job, deadline, cancellationToken);
    }

    // An answer that got lost or went wrong leaves the question whether the Job is there; creating it blindly again would clash.
    private static async Task<V1Job> CreateAsync(
        Lane lane,
        MigrationJobs jobs,
        JsonObject manifest,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await CreateNowAsync(lane, jobs, manifest, cancellationToken);
        }
        catch (ReleaseException exception) when (MayBeThere(exception))
        {
            lane.Journal.Say(RunEventKind.Trouble, $"{exception.Message}; looking whether the Job was created");
            if (await jobs.FindAsync(cancellationToken) is { } job && MigrationJobs.IsOf(job, lane.Order.Version))
            {
                lane.Journal.Say($"Job {job.Name()} is there");
                return job;
            }
            if (exception is ApiRefusalException)
                throw;
            return await CreateNowAsync(lane, jobs, manifest, cancellationToken);
        }
    }

    private static async Task<V1Job> CreateNowAsync(
        Lane lane,
        MigrationJobs jobs,
        JsonObject manifest,
        CancellationToken cancellationToken
    )
    {
        var job = await jobs.CreateAsync(manifest, cancellationToken);
        lane.Journal.Say($"Job {job.Name()} created");
        return job;
    }

    private static bool MayBeThere(ReleaseException exception) =>
        exception is ClusterUnreachableException { MayHaveHappened: true }
        || exception
            is ApiRefusalException { Status: HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError };

    private static async Task RemoveAsync(
        Lane lane,
        MigrationJobs jobs,
        V1Job job,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(deadline.Left, lane.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await jobs.RemoveAsync(job, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw MigrationFailure.NotRemoved(lane, job, deadline);
        }
    }

    private static async Task<StageResult> FollowAsync(
        Lane lane,
        V1Job job,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        await using var run = new MigrationRun(lane, job, deadline);
        return await run.WaitAsync(cancellationToken);
    }
}
