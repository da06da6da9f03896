using Foundation.Timing;
using k8s.Models;
using Releases.Jobs;
using Releases.Records;

namespace Releases.Rollout.Stages;

/// <summary>
/// Lets a region's Jobs go only one way, forward or back. Two Jobs never work on one database. A Job of one way is
/// removed before the other way starts, so that an old Job never counts as done.
/// </summary>
/// <param name="lane">The lane.</param>
/// <param name="deadline">The limit of the stage.</param>
internal sealed class SchemaDirection(Lane lane, Deadline deadline)
{
    private const string ByHand = "somebody by hand";

    private readonly MigrationJobs _jobs = new(lane.Cluster, lane.Order.Fleet.Migration.Job);
    private readonly MigrationNoteStore _notes = new(lane.Cluster, lane.Order.Fleet.Migration.Job);

    /// <summary>Makes room for a migration forward.</summary>
    /// <exception cref="StageFailedException">A Job that un-applies is running, or a Job cannot be removed.</exception>
    public async Task ForwardAsync(CancellationToken cancellationToken)
    {
        var back = await _jobs.FindUnapplyingAsync(cancellationToken);
        if (back.Count == 0)
            return;
        // The former migration's Job is removed first. While it exists it claims that its schema is in the database.
        V1Job[] all = [.. await ForwardJobsAsync(cancellationToken), .. back];
        await CheckEndedAsync(all, cancellationToken);
        await NoteAsync(await _notes.ReadAsync(cancellationToken), back, cancellationToken);
        await RemoveAsync(all, cancellationToken);
    }

    /// <summary>Makes room for a way back. Jobs of the same way's steps from an earlier run stay.</summary>
    /// <exception cref="StageFailedException">Another Job is running, or a Job cannot be removed.</exception>
    public async Task BackAsync(IReadOnlyList<JobPurpose> steps, CancellationToken cancellationToken)
    {
        var forward = await ForwardJobsAsync(cancellationToken);
        var back = await _jobs.FindUnapplyingAsync(cancellationToken);
        var note = await _notes.ReadAsync(cancellationToken);
        // No step counts as done when a migration may have come later: its Job tells of it, or the note when the Job
        // is gone.
        var isOver = forward.Count > 0 || (note is not null && !steps.Any(note.IsOfTheWay));
        var others = isOver ? back : back.Where(job => !steps.Any(step => step.IsOf(job)));
        V1Job[] all = [.. others, .. forward];
        await CheckEndedAsync(all, cancellationToken);
        await NoteAsync(note, forward, cancellationToken);
        await RemoveAsync(all, cancellationToken);
    }

    /// <summary>Checks that a Job may be removed: it has ended, or none of its containers has ever run.</summary>
    /// <exception cref="StageFailedException">
    /// The Job is running. Removing it would stop its migrations half-way.
    /// </exception>
    public async Task CheckEndedAsync(V1Job job, CancellationToken cancellationToken)
    {
        if (!IsRunning(job))
            return;
        if (await _jobs.HasStartedAsync(job, cancellationToken))
            throw MigrationFailure.OtherRuns(lane, job);
        lane.Journal.Say($"no container of Job {job.Name()} has ever run, so it is replaced");
    }

    /// <summary>Makes room for a Job of the same name. What only the former Job tells of the schema is noted.</summary>
    /// <exception cref="StageFailedException">The Job is still there when the time is up.</exception>
    public async Task ReplaceAsync(V1Job job, CancellationToken cancellationToken)
    {
        await NoteAsync(await _notes.ReadAsync(cancellationToken), [job], cancellationToken);
        await RemoveAsync(job, cancellationToken);
    }

    private async Task RemoveAsync(V1Job job, CancellationToken cancellationToken)
    {
        await lane.BeforeChangeAsync(cancellationToken);
        lane.Journal.Say($"removing the former Job {job.Name()}");
        var removal = new JobRemoval(lane.Cluster, job);
        using var limit = new CancellationTokenSource(deadline.Left, lane.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await removal.RunAsync(text => lane.Journal.Say(RunEventKind.Waiting, text), either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw MigrationFailure.NotRemoved(lane, job, removal, deadline);
        }
    }

    private async Task<IReadOnlyList<V1Job>> ForwardJobsAsync(CancellationToken cancellationToken) =>
        await _jobs.FindAsync(cancellationToken) is { } job ? [job] : [];

    // The note does not know of a Job that was made by hand. It would outlive that Job, and what the Job has undone
    // would still count as done.
    private async Task NoteAsync(MigrationNote? note, IReadOnlyList<V1Job> jobs, CancellationToken cancellationToken)
    {
        // A Job that seems to run has been checked: none of its containers has ever run.
        if (
            jobs.LastOrDefault(each => !IsRunning(each)) is not { } job
            || jobs.Any(each => note?.TellsOf(each) == true)
        )
            return;
        var state = JobState.Of(job).Phase switch
        {
            JobPhase.Complete => MigrationState.Done,
            JobPhase.Failed => MigrationState.Failed,
            JobPhase.Running => MigrationState.Begun,
        };
        var now = lane.Cluster.Connection.Clock.Now;
        await lane.BeforeChangeAsync(cancellationToken);
        await _notes.WriteAsync(MigrationNote.OfUnnoted(note, job, state, ByHand, now), cancellationToken);
    }

    private async Task CheckEndedAsync(IEnumerable<V1Job> jobs, CancellationToken cancellationToken)
    {
        foreach (var job in jobs)
            await CheckEndedAsync(job, cancellationToken);
    }

    private async Task RemoveAsync(IEnumerable<V1Job> jobs, CancellationToken cancellationToken)
    {
        foreach (var job in jobs)
            await RemoveAsync(job, cancellationToken);
    }

    private static bool IsRunning(V1Job job) =>
        job.Metadata.DeletionTimestamp is null && JobState.Of(job).Phase == JobPhase.Running;
}
