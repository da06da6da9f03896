using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Announcements;

/// <summary>Tells everybody outside of a run what happens in it.</summary>
/// <param name="audiences">Whom; made when the first of them is told something.</param>
/// <param name="record">The run's record, as it is at the time.</param>
/// <param name="say">Shows what could not be told.</param>
/// <param name="time">The clock.</param>
public sealed class Announcer(
    Func<IReadOnlyList<IAudience>> audiences,
    Func<ReleaseRecord> record,
    Action<string> say,
    TimeProvider time
)
{
    // Each answer has its own limit; this one is for the queue. After Ctrl-C the whole command has five
    // seconds: two for the call in flight, one to look what is live, one to free the lock, and this one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PatienceAfterInterrupt = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _entered = [];
    private readonly Lock _lock = new();
    private IReadOnlyList<(IAudience Audience, Errands Errands)>? _told;
    private bool _hasBegun;

    /// <summary>The run has pushed its tag; before its lanes, images are built and pushed.</summary>
    public void Push()
    {
        lock (_lock)
            _told ??= Everybody();
        Tell((audience, told, stop) => audience.PushedAsync(told, stop));
    }

    /// <summary>The lanes are about to begin.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _told ??= Everybody();
            _hasBegun = true;
        }
        Tell((audience, told, stop) => audience.BeginAsync(told, stop));
    }

    /// <summary>Something happened in a lane.</summary>
    public void Note(RunEvent happened)
    {
        if (happened.Kind != RunEventKind.Started)
            return;
        lock (_lock)
        {
            if (!_hasBegun || !_entered.Add(happened.Region))
                return;
        }
        Tell(
            (audience, told, stop) =>
                audience.EnterAsync(told.Regions.Single(region => region.Name == happened.Region), stop)
        );
    }

    /// <summary>The run has ended; waits until everybody was told, or for a while.</summary>
    /// <param name="unannounced">Whether it is told although its beginning never was.</param>
    public async Task EndAsync(bool unannounced)
    {
        lock (_lock)
        {
            if (_told is null && !unannounced)
                return;
            _told ??= Everybody();
        }
        // Of a run whose tag alone was told of, no beginning was told that would need an end.
        if (_hasBegun || unannounced)
            Tell((audience, told, stop) => audience.EndAsync(told, stop));
        var patience = record().Outcome == Outcome.Interrupted ? PatienceAfterInterrupt : Patience;
        await Task.WhenAll(_told.Select(entry => entry.Errands.EndAsync(patience, time)));
        foreach (var (_, errands) in _told)
            await errands.DisposeAsync();
    }

    private IReadOnlyList<(IAudience, Errands)> Everybody() =>
        [.. audiences().Select(audience => (audience, new Errands(say)))];

    private void Tell(Func<IAudience, ReleaseRecord, CancellationToken, Task> what)
    {
        var now = record();
        foreach (var (audience, errands) in _told ?? [])
            errands.Add(stop => what(audience, now, stop));
    }
}
