using Clusters.Calls;
using Releases.Records;
using Releases.Rollout.Stages;

namespace Releases.Rollout.Lanes;

/// <summary>How a lane or one of its stages ended early.</summary>
/// <param name="Outcome">Interrupted or failed.</param>
/// <param name="Failure">What went wrong; <see langword="null"/> when a person or a signal stopped it.</param>
/// <param name="Detail">The end in one line.</param>
internal sealed record LaneEnd(Outcome Outcome, FailureRecord? Failure, string Detail)
{
    /// <summary>The end that an exception means.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="stage">The lane's stage.</param>
    /// <param name="interrupted">The token that a person or a signal cancels.</param>
    /// <param name="stopped">The token that a person, a signal or the loss of the deploy lock cancels.</param>
    public static LaneEnd Of(
        Exception exception,
        Stage? stage,
        CancellationToken interrupted,
        CancellationToken stopped
    )
    {
        if (exception is OperationCanceledException cancelled)
        {
            if (interrupted.IsCancellationRequested)
                return new LaneEnd(Outcome.Interrupted, null, $"interrupted{Open(cancelled)}");
            if (stopped.IsCancellationRequested)
                exception = LaneFailure.LockLost(stage, cancelled);
        }
        var failure = LaneFailure.Of(exception, stage);
        return new LaneEnd(Outcome.Failed, failure, failure.Message);
    }

    /// <summary>What goes on without the run, or may have happened without an answer.</summary>
    public static string Open(OperationCanceledException exception) =>
        exception is UnansweredChangeException or LeftRunningException ? $"; {exception.Message}" : "";
}
