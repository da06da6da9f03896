using Loopback;
using Microsoft.Extensions.Time.Testing;

namespace Pipeline.Tests.Lanes;

/// <summary>
/// A clock that goes a step further with every heartbeat: back-offs and limits of the clusters, of the connections, of
/// the lease and of the lanes keep their proportions, and a bad day of minutes takes a second. On a busy machine it
/// goes as slowly as the calls do, so that a call does not come to its limit for the machine's sake.
/// </summary>
internal sealed class HurriedTime : FakeTimeProvider, IAsyncDisposable
{
    private readonly Heartbeat _heart;
    private readonly TimeSpan _step;
    private readonly Task _passing;
    private volatile bool _isOver;

    public HurriedTime(Heartbeat heart, TimeSpan step)
        : base(DateTimeOffset.UtcNow)
    {
        _heart = heart;
        _step = step;
        _passing = PassAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        await _passing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // As the system's clock has it: elsewhere, and not in the middle of whatever the caller of the clock is at.
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(
            _ => ThreadPool.QueueUserWorkItem(callback.Invoke, state, preferLocal: false),
            null,
            dueTime,
            period
        );

    private async Task PassAsync()
    {
        while (!_isOver)
        {
            await _heart.NextAsync();
            Advance(_step);
        }
    }
}
