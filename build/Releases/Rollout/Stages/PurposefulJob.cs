using System.Text.Json.Nodes;
using Clusters.Calls;
using Foundation.Failures;
using Foundation.Timing;
using k8s.Models;
using Releases.Jobs;
using Releases.Records;

namespace Releases.Rollout.Stages;

/// <summary>
/// Brings the migration Job to the end of one purpose. It joins a Job that runs for the purpose, keeps a Job that has
/// reached it, and replaces any other Job that has ended.
/// </summary>
/// <param name="lane">The lane.</param>
/// <param name="purpose">The purpose of the Job.</param>
/// <param name="deadline">The limit of the stage.</param>
internal sealed class PurposefulJob(Lane lane, JobPurpose purpose, Deadline deadline)
{
    private readonly MigrationJobs _jobs = new(lane.Cluster, purpose.NameOf(lane.Order.Fleet.Migration.Job));
    private readonly MigrationNoting _noting = new(lane, purpose);

    /// <summary>Runs the Job, unless the purpose is reached already.</summary>
    /// <returns>Why there was nothing to run or to wait for; <see langword="null"/> when the Job ran.</returns>
    /// <exception cref="StageFailedException">The Job failed, cannot start, or takes longer than the limit.</exception>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var manifest = MigrationManifest.Render(lane.Order, lane.Region, purpose);
        var job = await _jobs.FindAsync(cancellationToken);
        var state = job is null ? null : JobState.Of(job);
        var isOurs = job is not null && purpose.IsOf(job);
        if (isOurs && state!.Phase == JobPhase.Complete)
        {
            await _noting.EndAsync(MigrationState.Done, cancellationToken);
            return $"Job {job!.Name()} has migrated to {purpose.Version} already";
        }
        // When the purpose's Job is gone, only the note knows its end. When a Job of another purpose is there, the note
        // may be older than that Job.
        if (
            job is not { Metadata.DeletionTimestamp: null }
            && await _noting.DoneBeforeAsync(cancellationToken) is { } before
        )
            return before;
        if (isOurs && state!.Phase == JobPhase.Running)
        {
            await _noting.PrepareAsync(job!.Metadata.CreationTimestamp, cancellationToken);
            await _noting.BeginAsync(cancellationToken);
            lane.Journal.Say($"joining the running Job {job!.Name()} of {purpose}");
            await FollowAsync(job!, isFirst: false, cancellationToken);
            return null;
        }
        var direction = new SchemaDirection(lane, deadline);
        if (job is not null)
            await direction.CheckEndedAsync(job, cancellationToken);
        var start = lane.Time.GetTimestamp();
        await _noting.PrepareAsync(null, cancellationToken);
        // A backup has a limit of its own.
        deadline.LeaveOut(lane.Time.GetElapsedTime(start));
        if (job is not null)
            await direction.ReplaceAsync(job, cancellationToken);
        var isFirst = await _noting.BeginAsync(cancellationToken) && !isOurs;
        await FollowAsync(await CreateAsync(manifest, cancellationToken), isFirst, cancellationToken);
        return null;
    }

    private async Task<V1Job> CreateAsync(JsonObject manifest, CancellationToken cancellationToken)
    {
        var creation = new JobCreation(lane, _jobs, purpose.IsOf);
        try
        {
            return await creation.CreateAsync(manifest, cancellationToken);
        }
        catch (ApiRefusalException) when (!creation.MayBeThere)
        {
            await _noting.TakeBackAsync(cancellationToken);
            throw;
        }
    }

    private async Task FollowAsync(V1Job job, bool isFirst, CancellationToken cancellationToken)
    {
        await using var run = new MigrationRun(lane, job, purpose, deadline, isFirst);
        try
        {
            await run.WaitAsync(cancellationToken);
            if (await run.CloseTrackAsync(isDone: true) is { } schema)
                lane.Journal.NoteSchema(schema);
            await EndAsync(job, run, MigrationState.Done, cancellationToken);
        }
        catch (StageFailedException exception) when (run.HasFailed || run.IsLost)
        {
            var schema = await run.CloseTrackAsync(isDone: false);
            if (run.HasFailed)
                await EndAsync(job, run, MigrationState.Failed, cancellationToken);
            await TellSchemaAsync(schema, exception.Failure, run.Log, cancellationToken);
            throw;
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new LeftRunningException(lane, job, exception);
        }
    }

    // The schema is read once, after a failed migration, while no Job works on the database.
    private async Task TellSchemaAsync(
        SchemaRecord? seen,
        FailureRecord failure,
        IReadOnlyList<string> log,
        CancellationToken cancellationToken
    )
    {
        lane.Journal.Say(RunEventKind.Trouble, failure.Message);
        var lines = failure.Log.Count > 0 ? failure.Log : log;
        lane.Journal.NoteSchema(
            await new FailedSchema(lane, purpose, _noting.Point).ReadAsync(seen, lines, cancellationToken)
        );
    }

    // Deletes a Job that another container keeps from ending, once its outcome is noted. The next run that needs the
    // Job's name waits for the removal.
    private async Task EndAsync(V1Job job, MigrationRun run, MigrationState state, CancellationToken cancellationToken)
    {
        var isNoted = await _noting.EndAsync(state, cancellationToken);
        if (run.GoesOn is not { } end || !isNoted)
            return;
        var others = string.Join(", ", end.Others);
        lane.Journal.Say(
            $"noted; Job {job.Name()} is deleted in the foreground, since {others} does not end by itself"
        );
        try
        {
            await lane.BeforeChangeAsync(cancellationToken);
            await _jobs.DeleteAsync(job, cancellationToken);
        }
        catch (ReleaseException exception)
        {
            lane.Journal.Say(RunEventKind.Trouble, $"Job {job.Name()} is left with {others}: {exception.Message}");
        }
    }
}
