using Drill;
using Loopback;

namespace Pipeline.Tests.Lanes;

/// <summary>A way to a cluster on which the first call of a kind gets no answer.</summary>
internal sealed class HeldCall : ForwardedCalls
{
    private readonly Func<Exchange, bool> _isHeld;
    private readonly Arrival _arrival;
    private readonly TaskCompletionSource<Exchange> _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="cluster">Where all calls go.</param>
    /// <param name="isHeld">Which call gets no answer.</param>
    /// <param name="arrival">Whether that one arrives.</param>
    public HeldCall(EmbeddedCluster cluster, Func<Exchange, bool> isHeld, Arrival arrival)
        : base(cluster)
    {
        _isHeld = isHeld;
        _arrival = arrival;
    }

    /// <summary>Completes when the call is outstanding; where it arrives before, it has arrived.</summary>
    public Task Outstanding => _held.Task;

    /// <summary>Lets the call arrive that is to arrive after the run.</summary>
    public async Task EndAsync()
    {
        if (_arrival == Arrival.After)
            (await ForwardAsync(await _held.Task)).Dispose();
    }

    protected override async Task<bool> TakeAsync(Exchange exchange)
    {
        if (_held.Task.IsCompleted || !_isHeld(exchange))
            return false;
        if (_arrival == Arrival.Before)
            (await ForwardAsync(exchange)).Dispose();
        _held.SetResult(exchange);
        await exchange.SilenceAsync();
        return true;
    }
}
