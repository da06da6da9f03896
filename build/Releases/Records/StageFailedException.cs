using Foundation.Failures;

namespace Releases.Records;

/// <summary>A stage of a lane failed; ends that lane and, with exit code 1, the run.</summary>
public sealed class StageFailedException : ReleaseException
{
    /// <summary>Creates the failure.</summary>
    public StageFailedException(FailureRecord failure, Exception? inner = null)
        : base(failure.Message, failure.NextStep, inner)
    {
        Failure = failure;
    }

    /// <summary>What went wrong, as it goes into the record.</summary>
    public FailureRecord Failure { get; }
}
