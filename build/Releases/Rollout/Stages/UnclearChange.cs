using Clusters.Calls;
using Foundation.Failures;

namespace Releases.Rollout.Stages;

/// <summary>
/// A change of which nobody knows whether it has happened: its answer did not come, or the server failed half way. What
/// does no harm when it is done twice is sent again.
/// </summary>
internal static class UnclearChange
{
    /// <summary>How often such a change is sent at most.</summary>
    public const int Attempts = 3;

    // A storage that chooses a new leader, or a proxy whose server restarts, needs a moment. A server that did not
    // answer at all was given its time by the connection.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Says that the change is tried again, and waits until the server may have recovered.</summary>
    /// <param name="lane">The region.</param>
    /// <param name="exception">How the change ended.</param>
    /// <param name="next">What is done now, in a few words.</param>
    /// <param name="attempt">The number of the attempt that ended so.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public static Task WaitAsync(
        Lane lane,
        ReleaseException exception,
        string next,
        int attempt,
        CancellationToken cancellationToken
    )
    {
        lane.Journal.Say(RunEventKind.Trouble, $"{exception.Message}; {next}");
        return exception is ApiRefusalException && ChangeOutcome.IsUnknown(exception)
            ? Task.Delay(Pause * attempt * lane.Order.Patience, lane.Time, cancellationToken)
            : Task.CompletedTask;
    }
}
