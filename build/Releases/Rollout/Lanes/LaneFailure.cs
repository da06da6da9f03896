using Foundation.Failures;
using Releases.Fleets;
using Releases.Records;

namespace Releases.Rollout.Lanes;

/// <summary>Turns the exception that ended a lane into the failure of its record.</summary>
public static class LaneFailure
{
    /// <summary>The failure that an exception means.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="stage">The lane's stage.</param>
    public static FailureRecord Of(Exception exception, Stage? stage) =>
        exception switch
        {
            StageFailedException failed => failed.Failure,
            ReleaseException expected => new FailureRecord(stage, expected.Reason, expected.Message)
            {
                NextStep = expected.NextStep,
            },
            // A bug of this tool ends this lane only.
            _ => new FailureRecord(stage, "Unexpected", exception.Message)
            {
                Log = (exception.StackTrace ?? "").Split(Environment.NewLine),
                NextStep = "this is a bug of the release tool: keep the record and report it",
            },
        };

    /// <summary>The failure of a lane whose deploy lock somebody else has taken.</summary>
    /// <param name="stage">The lane's stage.</param>
    /// <param name="exception">The exception that stopped the lane.</param>
    internal static StageFailedException LockLost(Stage? stage, OperationCanceledException exception) =>
        new(
            new FailureRecord(
                stage,
                "LockLost",
                $"the deploy lock was lost, so the lane stopped before its next change{LaneEnd.Open(exception)}"
            )
            {
                NextStep = "find out who released at the same time, then run the same command again",
            }
        );

    /// <summary>
    /// The next step when the former images are back. A drill gets none: after the drill a command for a region of that
    /// name would change the real region.
    /// </summary>
    internal static string NextStepAfterRestore(Lane lane) =>
        lane.Region.Provider == Provider.Drill
            ? "fix what is said above, then release again"
            : $"fix what is said above, then release again; the same version if that is not the cause: ./build.sh --target=Deploy --version={lane.Order.Version} --regions={lane.Region.Name}";
}
