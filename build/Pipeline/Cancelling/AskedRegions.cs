using Foundation.Failures;

namespace Pipeline.Cancelling;

/// <summary>In which regions a person has said yes and in which no, and what a run that asked so comes to.</summary>
/// <param name="done">What was done after a yes, such as "ended".</param>
/// <param name="left">What came of a no, such as "left running".</param>
/// <param name="again">The command that asks once more, without regions.</param>
internal sealed class AskedRegions(string done, string left, string again)
{
    private readonly List<string> _done = [];
    private readonly List<string> _left = [];
    private bool _hasFailed;

    /// <summary>After a yes in a region it was done.</summary>
    public void Do(string region) => _done.Add(region);

    /// <summary>After a no in a region it was not done.</summary>
    public void Leave(string region) => _left.Add(region);

    /// <summary>In a region it failed.</summary>
    public void Fail() => _hasFailed = true;

    /// <summary>Whether somebody said no in a region.</summary>
    public bool Leaves(string region) => _left.Contains(region);

    /// <summary>Ends a run in which somebody said no. Who says no to all has touched nothing.</summary>
    /// <exception cref="RefusedException">It was done nowhere, and failed nowhere.</exception>
    /// <exception cref="ReleaseException">
    /// It was done or failed in some, so something may have been touched, and not all that was asked for.
    /// </exception>
    public void ThrowIfSomeAreLeft()
    {
        if (_left.Count == 0)
            return;
        if (_done.Count == 0 && !_hasFailed)
            throw new RefusedException(["not confirmed"]);
        var some = _done.Count == 0 ? "" : $"{done} in {string.Join(", ", _done.Distinct())}; ";
        throw new ReleaseException(
            $"{some}{left} in {string.Join(", ", _left.Distinct())}, where it was not confirmed",
            $"to be asked about the rest: {again} --regions={string.Join(',', _left.Distinct())}"
        );
    }
}
