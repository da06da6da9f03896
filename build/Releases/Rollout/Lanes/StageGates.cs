using Releases.Records;

namespace Releases.Rollout.Lanes;

/// <summary>
/// Tells waiting callers that a lane has left a stage. Each stage is left once; later calls do nothing.
/// </summary>
internal sealed class StageGates
{
    // A waiting caller continues on another thread. On the lane's own thread it could wait for the lane's end, for
    // ever.
    private readonly Dictionary<Stage, TaskCompletionSource<FailureRecord?>> _left = Enum.GetValues<Stage>()
        .ToDictionary(
            stage => stage,
            _ => new TaskCompletionSource<FailureRecord?>(TaskCreationOptions.RunContinuationsAsynchronously)
        );

    /// <summary>Completes when the lane has left a stage. The result is what went wrong in the stage.</summary>
    public Task<FailureRecord?> WhenLeft(Stage stage) => _left[stage].Task;

    /// <summary>Notes that the lane has left a stage.</summary>
    public void Leave(Stage stage, FailureRecord? failure = null) => _left[stage].TrySetResult(failure);

    /// <summary>Notes that the lane enters no further stage.</summary>
    public void LeaveAll()
    {
        foreach (var gate in _left.Values)
            gate.TrySetResult(null);
    }
}
