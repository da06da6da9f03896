namespace Foundation.Failures;

/// <summary>
/// A failure that a release can expect: one line that says what went wrong and where, and the step that helps.
/// Anything else that is thrown is a bug of ours.
/// </summary>
public class ReleaseException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">One line: what went wrong and where (region, file and line).</param>
    /// <param name="nextStep">The command to run or the change to make, or <see langword="null"/> when there is
    /// none.</param>
    /// <param name="inner">What caused it, kept for diagnostics only.</param>
    public ReleaseException(string message, string? nextStep = null, Exception? inner = null)
        : base(message, inner)
    {
        NextStep = nextStep;
    }

    /// <summary>The kind of failure in one word, as screens, records and the runbook have it.</summary>
    public virtual string Reason => "Failed";

    /// <summary>The command to run or the change to make next; shown on a line of its own.</summary>
    public string? NextStep { get; }
}
