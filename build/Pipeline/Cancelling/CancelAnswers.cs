using Foundation.Failures;

namespace Pipeline.Cancelling;

/// <summary>Where a person has said yes and where no, and what a run that asked so comes to.</summary>
internal sealed class CancelAnswers
{
    private readonly List<string> _ended = [];
    private readonly List<string> _left = [];

    /// <summary>A migration of a region was ended.</summary>
    public void End(string region) => _ended.Add(region);

    /// <summary>A migration of a region was left running.</summary>
    public void Leave(string region) => _left.Add(region);

    /// <summary>Whether a migration of a region was left running.</summary>
    public bool Leaves(string region) => _left.Contains(region);

    /// <summary>Ends a run in which somebody said no. Who says no to all has touched nothing.</summary>
    /// <exception cref="RefusedException">None was ended.</exception>
    /// <exception cref="ReleaseException">Some were ended, so something was touched, and not all that was asked for.
    /// </exception>
    public void ThrowIfSomeRun()
    {
        if (_left.Count == 0)
            return;
        if (_ended.Count == 0)
            throw new RefusedException(["not confirmed"]);
        var left = string.Join(',', _left.Distinct());
        throw new ReleaseException(
            $"ended in {string.Join(", ", _ended.Distinct())}; left running in {string.Join(", ", _left.Distinct())}, where it was not confirmed",
            $"to end the rest: ./build.sh --target=CancelMigration --regions={left}"
        );
    }
}
