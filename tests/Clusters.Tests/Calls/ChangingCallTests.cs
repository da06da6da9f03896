using Clusters.Calls;
using Microsoft.Extensions.Time.Testing;

namespace Clusters.Tests.Calls;

public sealed class ChangingCallTests
{
    private readonly FakeTimeProvider _time = new();
    private bool _isLimitReached;

    [Fact]
    public async Task A_call_that_was_not_sent_yet_is_not_sent_after_an_interruption()
    {
        var isSent = false;

        await Should.ThrowAsync<OperationCanceledException>(
            ChangingCall.SendAsync(_time, _ => Task.FromResult(isSent = true), new CancellationToken(canceled: true))
        );

        isSent.ShouldBeFalse();
    }

    [Fact]
    public async Task A_call_that_was_sent_goes_on_for_its_grace_after_an_interruption()
    {
        using var interruption = new CancellationTokenSource();
        var call = ChangingCall.SendAsync(_time, WaitAsync, interruption.Token);
        _time.Advance(TimeSpan.FromMinutes(1));
        await interruption.CancelAsync();

        var instant = TimeSpan.FromTicks(1);
        _time.Advance(ChangingCall.Grace - instant);
        _isLimitReached.ShouldBeFalse();
        _time.Advance(instant);

        await Should.ThrowAsync<OperationCanceledException>(call);
    }

    private async Task<bool> WaitAsync(CancellationToken limit)
    {
        await using var reached = limit.Register(() => _isLimitReached = true);
        await Task.Delay(Timeout.InfiniteTimeSpan, limit);
        return true;
    }
}
