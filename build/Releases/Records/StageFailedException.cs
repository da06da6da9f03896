using Foundation.Failures;

namespace Releases.Records;

/// <summary>A stage of a lane failed. It ends the lane. The run then ends with exit code 1.</summary>
public sealed class StageFailedException : ReleaseException
{
    /// <summary>Creates the failure.</summary>
    public StageFailedException(FailureRecord failure, Exception? inner = null)
        : base(failure.Message, failure.NextStep, inner)
    {
        Failure = failure;
    }

    /// <inheritdoc/>
    public override string Reason => Failure.Reason;

    /// <summary>What went wrong, as it goes into the record.</summary>
    public FailureRecord Failure { get; }

    /// <summary>Whether the stage failed since the cluster did not show what it was asked for.</summary>
    public bool IsUnread { get; init; }
}
