using Clusters.Calls;
using Clusters.Watching;
using Foundation.Timing;
using k8s.Models;
using Releases.Jobs;
using Releases.Records;
using Releases.Rollout.Diagnosis;

namespace Releases.Rollout.Stages;

/// <summary>
/// One run of the migration Job. It follows the Job, its pods and their logs until the Job has ended.
/// </summary>
internal sealed class MigrationRun : IAsyncDisposable
{
    private readonly Lane _lane;
    private readonly V1Job _job;
    private readonly JobPurpose _purpose;
    private readonly Deadline _deadline;
    private readonly Observation _observation;
    private readonly SymptomLedger _symptoms;
    private readonly MigrationTrack _track;
    private readonly MigrationLogs _logs;
    private readonly EndWatch _end;
    private readonly Func<IReadOnlyList<V1Job>> _jobs;
    private readonly Func<IReadOnlyList<V1Pod>> _pods;
    private readonly Func<IReadOnlyList<Corev1Event>> _events;

    public MigrationRun(Lane lane, V1Job job, JobPurpose purpose, Deadline deadline, bool isFirst)
    {
        _lane = lane;
        _job = job;
        _purpose = purpose;
        _deadline = deadline;
        _symptoms = new SymptomLedger(lane.Time, lane.Order.Patience);
        _track = new MigrationTrack(lane, purpose, isFirst);
        _logs = new MigrationLogs(lane, deadline, _track);
        _end = new EndWatch(lane, job);
        _observation = new Observation(lane.Cluster, lane.Time);
        var space = lane.Cluster.Namespace;
        _jobs = _observation.Watch<V1Job>(ResourceAddress.Of<V1Job>(space), ResourceSelector.Named(job.Name()));
        _pods = _observation.Watch<V1Pod>(ResourceAddress.Of<V1Pod>(space), MigrationJobs.PodsOf(job));
        _events = _observation.Watch<Corev1Event>(ResourceAddress.Of<Corev1Event>(space), ResourceSelector.All);
    }

    /// <summary>Whether the migration itself has failed, and not only the wait for it.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether the Job is gone, and nobody saw how the migration ended.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The last lines of its logs.</summary>
    public IReadOnlyList<string> Log => _logs.Lines;

    /// <inheritdoc cref="MigrationTrack.CloseAsync"/>
    public Task<SchemaRecord?> CloseTrackAsync(bool isDone) => _track.CloseAsync(isDone);

    /// <summary>
    /// The end of the migration itself, when another container keeps the Job from ending. <see langword="null"/>
    /// otherwise.
    /// </summary>
    public OwnEnd? GoesOn { get; private set; }

    /// <summary>Waits for the end of the migration: the end of its Job, or of the Job's own containers.</summary>
    /// <exception cref="StageFailedException">
    /// The migration failed, cannot start, or vanished, or the time is up.
    /// </exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var atMost = new[] { _observation.IsCurrent ? _symptoms.UntilFatal : null, _end.UntilItCounts }.Min();
            await _observation.WaitAsync(_deadline.Wait(atMost), cancellationToken);
            if (_observation.IsComplete || _deadline.IsOver)
            {
                var isCurrent = _observation.IsCurrent;
                // One state for all: an end that is seen is the end of a container whose log is followed.
                var pods = _pods();
                _logs.Follow(pods);
                _end.See(pods);
                if (await HasEndedAsync(pods, isCurrent, cancellationToken))
                    return;
            }
            if (_deadline.IsSilent)
                _lane.Journal.Say(
                    RunEventKind.Waiting,
                    $"{_track.Text ?? _purpose.Doing}, {DurationText.Of(_deadline.Elapsed)} of {DurationText.OfLimit(_deadline.Limit)}"
                );
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _logs.DisposeAsync();
        await _track.DisposeAsync();
        await _observation.DisposeAsync();
    }

    private async Task<bool> HasEndedAsync(
        IReadOnlyList<V1Pod> pods,
        bool isCurrent,
        CancellationToken cancellationToken
    )
    {
        var job = _jobs().FirstOrDefault(job => job.Uid() == _job.Uid());
        if (job is null && _observation.IsComplete)
            return await HasEndedUnseenAsync(cancellationToken);
        var state = job is null ? new JobState(JobPhase.Running) : JobState.Of(job);
        if (state.Phase == JobPhase.Complete)
        {
            if (!pods.Any(pod => pod.Status?.Phase == "Succeeded"))
                await FollowAllAsync(cancellationToken);
            await _logs.DrainAsync(cancellationToken);
            return true;
        }
        if (state.Phase == JobPhase.Failed)
            throw await FailedAsync(state, cancellationToken);
        if (_end.Tell())
        {
            GoesOn = _end.Last;
            await _logs.DrainAsync([GoesOn!.Container], cancellationToken);
            return GoesOn.IsDone ? true : throw FailedBeside();
        }
        _symptoms.Note(JobSymptoms.Of(_job.Uid(), job, pods, _events()));
        // What was seen before the connection broke may have healed since.
        if (isCurrent && _symptoms.Fatal is { } symptom)
            throw MigrationFailure.CannotStart(
                _lane,
                _job,
                symptom,
                await WordsOfAsync(symptom, cancellationToken),
                Events()
            );
        SymptomNews.Tell(_lane.Journal, _symptoms, $"Job {_job.Name()}");
        return _deadline.IsOver
            ? throw OverlongMigration.TooLong(
                _lane,
                job ?? _job,
                _deadline,
                _symptoms.Foremost,
                _logs.LastPod,
                _logs.Lines,
                Events()
            )
            : false;
    }

    // The Job is gone before its end was seen. Its controller's events may still tell the end. Otherwise the last end
    // of its containers counts.
    private async Task<bool> HasEndedUnseenAsync(CancellationToken cancellationToken)
    {
        var told = await GoneJobEnd.ReadAsync(_lane, _job, cancellationToken);
        if (told is { IsComplete: false })
        {
            HasFailed = true;
            throw MigrationFailure.FailedUnseen(_lane, _job, told, _logs.LastPod, _logs.Lines, Events());
        }
        IsLost = told is null && _end.Last is not { IsDone: true };
        if (IsLost)
            throw MigrationFailure.Vanished(_lane, _job, _end.Last);
        _lane.Journal.Say(
            RunEventKind.Trouble,
            $"Job {_job.Name()} is gone, but {told?.ToString() ?? $"{_end.Last}"} before"
        );
        return true;
    }

    // For a container that has restarted the cluster is asked, because the followed log may be late.
    private async Task<IReadOnlyList<string>> WordsOfAsync(Symptom symptom, CancellationToken cancellationToken) =>
        symptom is { Container: not null, HasRestarted: true }
        && await Evidence.LastLinesAsync(_lane, symptom, cancellationToken) is { Count: > 0 } last
            ? last
        : symptom.Container is { } name && _logs.LinesOf(name) is { Count: > 0 } lines ? lines
        : _logs.Lines;

    private StageFailedException FailedBeside()
    {
        HasFailed = true;
        var log = _logs.LinesOf(GoesOn!.Container);
        return MigrationFailure.FailedBeside(_lane, _job, GoesOn, log, Events());
    }

    private async Task<StageFailedException> FailedAsync(JobState state, CancellationToken cancellationToken)
    {
        HasFailed = true;
        var failed = FailedContainer.Of(await FollowAllAsync(cancellationToken));
        var isOther = failed is not null && IsOther(failed);
        var words = MigrationFailure.Words(_job, state, failed, _end.Ended);
        var log = await SlowReading.WhileReadingAsync(_lane, words, _logs.DrainAsync(cancellationToken));
        if (isOther)
            log = _logs.LinesOf(failed!.Name);
        return MigrationFailure.Failed(
            _lane,
            _job,
            state.Reason,
            words,
            FailedJobStep.Of(_lane, _job, state.Reason, failed, isOther, _end.Ended),
            failed?.Pod ?? _logs.LastPod,
            log,
            Events()
        );
    }

    // Job and pods are watched apart. The Job's end may be heard of before the pod that brought it, and nobody follows
    // that pod's log yet.
    private async Task<IReadOnlyList<V1Pod>> FollowAllAsync(CancellationToken cancellationToken)
    {
        var pods = await Evidence.PodsAsync(_lane, _job, cancellationToken) ?? _pods();
        _logs.Follow(pods);
        _end.See(pods);
        return pods;
    }

    // The first container migrates. Its log is the migration's log.
    private bool IsOther(FailedContainer failed) =>
        failed.IsInit || _job.Spec?.Template.Spec.Containers is [var first, ..] && first.Name != failed.Name;

    private IReadOnlyList<string> Events() =>
        Evidence.EventsOf([_job.Uid(), .. _pods().Select(pod => pod.Uid())], _events());
}
