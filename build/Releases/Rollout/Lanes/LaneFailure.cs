using Clusters.Calls;
using Foundation.Failures;
using Releases.Fleets;
using Releases.Records;

namespace Releases.Rollout.Lanes;

/// <summary>Turns what ended a lane into what its record says.</summary>
public static class LaneFailure
{
    /// <summary>The failure that an exception stands for.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="stage">Where the lane was.</param>
    public static FailureRecord Of(Exception exception, Stage? stage) =>
        exception switch
        {
            StageFailedException failed => failed.Failure,
            ReleaseException expected => new FailureRecord(stage, Reason(expected), expected.Message)
            {
                NextStep = expected.NextStep,
            },
            // A bug of ours ends this lane, not the others.
            _ => new FailureRecord(stage, "Unexpected", exception.Message)
            {
                Log = (exception.StackTrace ?? "").Split(Environment.NewLine),
                NextStep = "this is a bug of the release tool: keep the record and report it",
            },
        };

    /// <summary>The failure of a lane whose deploy lock somebody else has got.</summary>
    /// <param name="stage">Where the lane was.</param>
    /// <param name="exception">How it was stopped.</param>
    internal static StageFailedException LockLost(Stage? stage, OperationCanceledException exception) =>
        new(
            new FailureRecord(
                stage,
                "LockLost",
                $"the deploy lock was lost, so the lane stopped before its next change{LaneEnd.Open(exception)}"
            )
            {
                NextStep = "see who released meanwhile, then run the same command again",
            }
        );

    /// <summary>
    /// What helps when the former images are back. After a drill, a command for a region of that name would mean the
    /// real one.
    /// </summary>
    internal static string NextStepAfterRestore(Lane lane) =>
        lane.Region.Provider == Provider.Drill
            ? "fix what is said above, then release again"
            : $"fix what is said above, then release again; the same version if it is not at fault: ./build.sh --target=Deploy --version={lane.Order.Version} --regions={lane.Region.Name}";

    private static string Reason(ReleaseException exception) =>
        exception is ApiRefusalException refusal
            ? refusal.Reason
            : exception.GetType().Name.Replace("Exception", "", StringComparison.Ordinal);
}
