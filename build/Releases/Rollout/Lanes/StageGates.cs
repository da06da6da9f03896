using Releases.Records;

namespace Releases.Rollout.Lanes;

/// <summary>
/// Tells whoever waits that a lane has left a stage. Each stage is left once; what comes later is not heard.
/// </summary>
internal sealed class StageGates
{
    // Whoever waits at a gate goes on elsewhere: on the lane's own thread it could wait for the lane's end, and for
    // ever.
    private readonly Dictionary<Stage, TaskCompletionSource<FailureRecord?>> _left = Enum.GetValues<Stage>()
        .ToDictionary(
            stage => stage,
            _ => new TaskCompletionSource<FailureRecord?>(TaskCreationOptions.RunContinuationsAsynchronously)
        );

    /// <summary>Completes when the lane has left a stage, with what went wrong in it.</summary>
    public Task<FailureRecord?> WhenLeft(Stage stage) => _left[stage].Task;

    /// <summary>The lane has left a stage.</summary>
    public void Leave(Stage stage, FailureRecord? failure = null) => _left[stage].TrySetResult(failure);

    /// <summary>The lane enters no stage any more.</summary>
    public void LeaveAll()
    {
        foreach (var gate in _left.Values)
            gate.TrySetResult(null);
    }
}
