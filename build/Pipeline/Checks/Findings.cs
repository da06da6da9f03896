using Foundation.Failures;

namespace Pipeline.Checks;

/// <summary>What checks that run at the same time have found, to be reported together.</summary>
public sealed class Findings
{
    private readonly Lock _lock = new();
    private readonly List<string> _reasons = [];
    private readonly List<string> _usage = [];

    /// <summary>Adds something that speaks against the release.</summary>
    /// <param name="reason">One line: what and where.</param>
    /// <param name="nextStep">What helps, or <see langword="null"/>.</param>
    public void Add(string reason, string? nextStep = null)
    {
        lock (_lock)
            _reasons.Add(nextStep is null ? reason : $"{reason.TrimEnd('.')}; next: {nextStep}");
    }

    /// <summary>Runs a check and takes an expected failure of it as a finding.</summary>
    public async Task CollectAsync(Func<Task> check)
    {
        try
        {
            await check();
        }
        catch (UsageException exception)
        {
            lock (_lock)
                _usage.AddRange(exception.Problems);
        }
        catch (ReleaseException exception)
        {
            Add(exception.Message, exception.NextStep);
        }
    }

    /// <summary>
    /// All that was found, one line each. The same remote, registry or file can be found wrong by several checks.
    /// </summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lock)
                return [.. _usage.Concat(_reasons).Distinct()];
        }
    }

    /// <summary>Whether nothing was found.</summary>
    public bool IsEmpty => All.Count == 0;

    /// <summary>Adds all that others have found.</summary>
    public void Add(Findings others)
    {
        lock (_lock)
        {
            _usage.AddRange(others._usage);
            _reasons.AddRange(others._reasons);
        }
    }

    /// <summary>Reports what was found.</summary>
    /// <param name="nextStep">What helps against all of it, or <see langword="null"/>.</param>
    /// <exception cref="UsageException">An argument or a file is wrong.</exception>
    /// <exception cref="RefusedException">Something else speaks against the release.</exception>
    public void ThrowIfAny(string? nextStep = null)
    {
        if (_usage.Count > 0)
            throw new UsageException(All);
        if (_reasons.Count > 0)
            throw new RefusedException(All, nextStep);
    }
}
