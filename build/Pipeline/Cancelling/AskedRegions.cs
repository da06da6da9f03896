using Foundation.Failures;
using Pipeline.Running;
using Releases.Fleets;
using Releases.Records;
using Releases.Rollout.Lanes;

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

    /// <summary>Whether somebody said no in a region.</summary>
    public bool Leaves(string region) => _left.Contains(region);

    /// <summary>
    /// Asks about the regions of a run, one after another. Who says no to one, or a cluster that fails, keeps nobody
    /// from being asked about the rest. Who says no to all has touched nothing.
    /// </summary>
    /// <param name="context">The run.</param>
    /// <param name="ask">Asks about one region, and does it after a yes.</param>
    /// <exception cref="RefusedException">It was done nowhere, and failed nowhere.</exception>
    /// <exception cref="ReleaseException">
    /// It was done or failed in some, so something may have been touched, and not all that was asked for.
    /// </exception>
    public async Task OverAsync(ReleaseContext context, Func<Region, Task> ask)
    {
        foreach (var region in context.Regions)
        {
            try
            {
                await ask(region);
            }
            catch (ReleaseException exception) when (exception is not RefusedException)
            {
                context.Say($"{region.Name}: not {done}");
                _hasFailed = true;
                context.Record.Update(
                    region.Name,
                    entry => entry with { Outcome = Outcome.Failed, Failure = LaneFailure.Of(exception, null) }
                );
            }
        }
        ThrowIfSomeAreLeft();
    }

    private void ThrowIfSomeAreLeft()
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
