namespace Foundation.Failures;

/// <summary>A guard refused to go on; nothing was touched. Ends with exit code 3.</summary>
public sealed class RefusedException : ReleaseException
{
    /// <summary>Creates the refusal from everything that speaks against the run, reported together.</summary>
    /// <param name="reasons">One line each; at least one.</param>
    /// <param name="nextStep">The command to run or the change to make, or <see langword="null"/>.</param>
    public RefusedException(IReadOnlyList<string> reasons, string? nextStep = null)
        : base(reasons.Count == 1 ? reasons[0] : Several(reasons.Count), nextStep)
    {
        Reasons = reasons;
    }

    /// <inheritdoc/>
    public override string Reason => "Refused";

    /// <summary>What the exception says where its reasons are listed elsewhere.</summary>
    /// <param name="count">How many there are.</param>
    public static string Several(int count) => $"{count} problems found";

    /// <summary>All that speaks against the run, one line each.</summary>
    public IReadOnlyList<string> Reasons { get; }
}
