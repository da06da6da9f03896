using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Terminal.Live;

/// <summary>What is to be seen of one lane.</summary>
/// <param name="Region">Its region.</param>
/// <param name="Wave">Its wave, counted from 1.</param>
/// <param name="Stages">Its stages, in order.</param>
public sealed record LaneRow(string Region, int Wave, IReadOnlyList<StageCell> Stages)
{
    /// <summary>How the lane stands.</summary>
    public LaneState State { get; init; } = LaneState.Waiting;

    /// <summary>How many pods of the release it has, once that is known.</summary>
    public PodCount? Pods { get; init; }

    /// <summary>The last thing that happened; empty before anything has.</summary>
    public string Text { get; init; } = "";

    /// <summary>What kind of thing that was.</summary>
    public RunEventKind Kind { get; init; } = RunEventKind.Waiting;

    /// <summary>When what the text names has begun, where its time counts.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The row after an event of its lane.</summary>
    public LaneRow After(RunEvent happened)
    {
        // The reason of a failure stays until something is done about it.
        if (State == LaneState.Failed && happened.Kind is RunEventKind.Trouble or RunEventKind.Waiting)
            return this;
        // Which migration runs, and for how long, says more than its last line.
        if (Since is not null && happened.Kind is (RunEventKind.MigrationLog or RunEventKind.Waiting))
            return this;
        return this with
        {
            Stages = StagesAfter(happened),
            State = StateAfter(happened),
            Pods = happened.Pods ?? Pods,
            Text = TextOf(happened),
            Kind = happened.Kind,
            Since = happened.Since,
        };
    }

    private IReadOnlyList<StageCell> StagesAfter(RunEvent happened)
    {
        // A lane that fails before its first stage, such as at the connection, fails in it.
        var stage = happened.Stage ?? (IsEnd(happened.Kind) ? FirstOpen : null);
        return stage is null ? Stages : [.. Stages.Select(cell => cell.Stage == stage ? cell.After(happened) : cell)];
    }

    // A stage without a column of its own, such as the one after a failure, is named.
    private string TextOf(RunEvent happened) =>
        happened.Stage is { } stage && Stages.All(cell => cell.Stage != stage)
            ? $"{stage.Facts().Words}: {happened.Text}"
        : happened.Kind == RunEventKind.Started ? ""
        : happened.Text;

    private Stage? FirstOpen => Stages.FirstOrDefault(cell => cell.State == CellState.Open)?.Stage;

    private LaneState StateAfter(RunEvent happened) =>
        happened.Kind switch
        {
            _ when State is LaneState.Failed => LaneState.Failed,
            RunEventKind.Failed or RunEventKind.Refused => LaneState.Failed,
            RunEventKind.Interrupted => LaneState.Interrupted,
            RunEventKind.Skipped when happened.Stage is null => LaneState.Skipped,
            RunEventKind.Succeeded or RunEventKind.Skipped when happened.Stage == Stages[^1].Stage => LaneState.Done,
            _ when State is LaneState.Done or LaneState.Skipped or LaneState.Interrupted => State,
            _ => LaneState.Running,
        };

    private static bool IsEnd(RunEventKind kind) => kind is RunEventKind.Failed or RunEventKind.Interrupted;
}
