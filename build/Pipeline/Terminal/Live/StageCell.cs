using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Terminal.Live;

/// <summary>One stage of one lane.</summary>
/// <param name="Stage">Which.</param>
/// <param name="State">How it stands.</param>
/// <param name="Start">When the lane entered it.</param>
/// <param name="End">When the lane left it.</param>
public sealed record StageCell(
    Stage Stage,
    CellState State = CellState.Open,
    DateTimeOffset? Start = null,
    DateTimeOffset? End = null
)
{
    /// <summary>How long the lane was in it until now; <see langword="null"/> before it entered.</summary>
    public TimeSpan? Took(DateTimeOffset now) => Start is { } start ? (End ?? now) - start : null;

    internal StageCell After(RunEvent happened) =>
        happened.Kind switch
        {
            RunEventKind.Started => this with { State = CellState.Running, Start = happened.At },
            RunEventKind.Succeeded => Ended(CellState.Done, happened.At),
            RunEventKind.Skipped => Ended(CellState.NothingToDo, happened.At),
            RunEventKind.Failed or RunEventKind.Refused => Ended(CellState.Failed, happened.At),
            RunEventKind.Interrupted => Ended(CellState.Interrupted, happened.At),
            RunEventKind.Progress or RunEventKind.Waiting or RunEventKind.MigrationLog or RunEventKind.Trouble => this,
        };

    private StageCell Ended(CellState state, DateTimeOffset at) => this with { State = state, End = at };
}
