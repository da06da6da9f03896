using Releases.Records;

namespace Releases.Rollout;

/// <summary>Tells the record and the screen what happens in a lane.</summary>
/// <param name="region">The lane's region.</param>
/// <param name="record">The run's record.</param>
/// <param name="time">The clock.</param>
/// <param name="show">Shows an event. Many lanes call it at once.</param>
public sealed class LaneJournal(string region, RecordWriter record, TimeProvider time, Action<RunEvent> show)
{
    private Stage? _stage;

    /// <summary>What is recorded of the region by now.</summary>
    public RegionRecord Recorded => record.Current.Regions.Single(entry => entry.Name == region);

    /// <summary>Shows a line.</summary>
    public void Say(RunEventKind kind, string text) => show(new RunEvent(time.GetUtcNow(), region, _stage, kind, text));

    /// <summary>Shows progress.</summary>
    /// <param name="text">What has progressed.</param>
    /// <param name="pods">How many pods are ready by now, when the text is about pods.</param>
    public void Say(string text, PodCount? pods = null) =>
        show(new RunEvent(time.GetUtcNow(), region, _stage, RunEventKind.Progress, text) { Pods = pods });

    /// <summary>Shows something that has begun and goes on, with its running time.</summary>
    /// <param name="text">What goes on.</param>
    /// <param name="since">When it began.</param>
    public void SayRunning(string text, DateTimeOffset since) =>
        show(new RunEvent(time.GetUtcNow(), region, _stage, RunEventKind.Progress, text) { Since = since });

    /// <summary>Notes the state of the region's schema.</summary>
    public void NoteSchema(SchemaRecord schema) => record.Update(region, entry => entry with { Schema = schema });

    /// <summary>Notes the state of the region's database before its schema changes.</summary>
    public void NoteRestorePoint(RestorePoint point) =>
        record.Update(region, entry => entry with { RestorePoint = point });

    /// <summary>Notes the version that ran before.</summary>
    public void NoteFrom(string? version) =>
        record.Update(region, entry => entry with { From = entry.From ?? version });

    /// <summary>Notes what the region serves.</summary>
    public void NoteLive(Serving live) => record.Update(region, entry => entry with { Live = live.ToString() });

    /// <summary>Notes a workload that was changed.</summary>
    public void NoteWorkload(WorkloadRecord workload)
    {
        ChangedWorkloads++;
        record.Update(region, entry => entry with { Workloads = [.. entry.Workloads, workload] });
    }

    /// <summary>Notes an object that a manifest was applied to.</summary>
    public void NoteObject(ObjectRecord applied) =>
        record.Update(region, entry => entry with { Objects = [.. entry.Objects ?? [], applied] });

    /// <summary>How many workloads the lane has changed.</summary>
    public int ChangedWorkloads { get; private set; }

    /// <summary>
    /// Notes that the lane entered a stage. A stage that changes images makes the live version unknown.
    /// </summary>
    public void Enter(Stage stage)
    {
        _stage = stage;
        record.Update(
            region,
            entry =>
                entry with
                {
                    Stages = [.. entry.Stages, new StageRecord(stage, Outcome.Running, time.GetUtcNow())],
                    Live = stage.Facts().Changes == StageChange.Images ? null : entry.Live,
                }
        );
        Say(RunEventKind.Started, "started");
    }

    /// <summary>
    /// Notes how the current stage ended, with all that is known by then. Outside of a stage it notes nothing.
    /// </summary>
    /// <param name="outcome">How the stage ended.</param>
    /// <param name="detail">What was done, in a few words.</param>
    /// <param name="live">What the region serves, where the stage has seen that.</param>
    /// <param name="failure">What went wrong in the stage or before it.</param>
    public void Leave(Outcome outcome, string detail, Serving? live = null, FailureRecord? failure = null)
    {
        if (_stage is null)
            return;
        // One write holds all of it, so that a killed run leaves whole records of the stages that have ended.
        record.Update(
            region,
            entry =>
                entry with
                {
                    Stages = [.. entry.Stages.Select(stage => Ended(stage, outcome, detail))],
                    Live = live?.ToString() ?? entry.Live,
                    Failure = failure ?? entry.Failure,
                }
        );
        try
        {
            Say(KindOf(outcome), detail);
        }
        finally
        {
            _stage = null;
        }
    }

    /// <summary>Notes how the lane ended.</summary>
    public void Close(Outcome outcome, FailureRecord? failure = null) =>
        record.Update(region, entry => entry with { Outcome = outcome, Failure = failure });

    private StageRecord Ended(StageRecord stage, Outcome outcome, string detail) =>
        stage.Outcome != Outcome.Running
            ? stage
            : stage with
            {
                Outcome = outcome,
                Seconds = Math.Round((time.GetUtcNow() - stage.StartedAt).TotalSeconds, 3),
                Detail = detail,
            };

    private static RunEventKind KindOf(Outcome outcome) =>
        outcome switch
        {
            Outcome.Succeeded => RunEventKind.Succeeded,
            Outcome.Skipped => RunEventKind.Skipped,
            Outcome.Interrupted => RunEventKind.Interrupted,
            Outcome.Refused => RunEventKind.Refused,
            Outcome.Failed => RunEventKind.Failed,
            Outcome.Running => throw new ArgumentOutOfRangeException(
                nameof(outcome),
                outcome,
                "a stage does not end so"
            ),
        };
}
