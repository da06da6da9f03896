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
    private readonly List<Left> _left = [];
    private bool _hasFailed;

    /// <summary>After a yes in a region it was done.</summary>
    public void Do(string region) => _done.Add(region);

    /// <summary>Whether it was done in a region.</summary>
    public bool Does(string region) => _done.Contains(region);

    /// <summary>After a no in a region it was not done.</summary>
    public void Leave(string region) => _left.Add(new(region, "where it was not confirmed", null));

    /// <summary>After a yes in a region it was not done, for what the region has become meanwhile.</summary>
    /// <param name="region">The region.</param>
    /// <param name="where">What it has become, such as "where somebody else holds it by now".</param>
    /// <param name="cause">The same in full.</param>
    public void Leave(string region, string where, RefusedException cause) => _left.Add(new(region, where, cause));

    /// <summary>Whether it was not done in a region that was asked about.</summary>
    public bool Leaves(string region) => _left.Exists(each => each.Region == region);

    /// <summary>
    /// Asks about the regions of a run, one after another. Who says no to one, or a cluster that fails, keeps nobody
    /// from being asked about the rest. A run that leaves all has touched nothing.
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
            throw new RefusedException(
                [.. _left.SelectMany(each => each.Cause?.Reasons ?? ["not confirmed"]).Distinct()],
                NextStep(asksAgain: false)
            );
        var some = _done.Count == 0 ? "" : $"{done} in {string.Join(", ", _done.Distinct())}; ";
        var rest = _left
            .GroupBy(each => each.Where)
            .Select(same => $"{left} in {string.Join(", ", same.Select(each => each.Region).Distinct())}, {same.Key}");
        throw new ReleaseException($"{some}{string.Join("; ", rest)}", NextStep(asksAgain: true));
    }

    // Who has come meanwhile may be at work: what helps there comes first.
    private string? NextStep(bool asksAgain)
    {
        var steps = _left.Select(each => each.Cause?.NextStep).OfType<string>().Distinct().ToList();
        var refused = _left.Where(each => each.Cause is null).Select(each => each.Region).Distinct().ToArray();
        if (asksAgain && refused.Length > 0)
            steps.Add($"to be asked about the rest: {again} --regions={string.Join(',', refused)}");
        return steps.Count == 0 ? null : string.Join("; ", steps);
    }

    /// <param name="Region">The region.</param>
    /// <param name="Where">Why it was not done there, in a few words.</param>
    /// <param name="Cause">The same in full; <see langword="null"/> after a no.</param>
    private sealed record Left(string Region, string Where, RefusedException? Cause);
}
