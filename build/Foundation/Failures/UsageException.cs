namespace Foundation.Failures;

/// <summary>The command line or a file of ours is wrong; nothing was touched. Ends with exit code 2.</summary>
public sealed class UsageException : ReleaseException
{
    /// <summary>Creates the failure from everything that is wrong, reported together.</summary>
    /// <param name="problems">One line each; at least one.</param>
    public UsageException(params IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems))
    {
        Problems = problems;
    }

    /// <inheritdoc/>
    public override string Reason => "Usage";

    /// <summary>All that is wrong, one line each.</summary>
    public IReadOnlyList<string> Problems { get; }
}
