using Microsoft.Extensions.Time.Testing;
using Releases.Clusters.Connections;

namespace Releases.Tests.Clusters.Connections;

public sealed class ChangingCallTests
{
    private readonly FakeTimeProvider _time = new();

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
    public async Task A_call_that_was_sent_goes_on_for_five_seconds_after_an_interruption()
    {
        using var interruption = new CancellationTokenSource();
        var call = ChangingCall.SendAsync(_time, WaitAsync, interruption.Token);
        _time.Advance(TimeSpan.FromMinutes(1));
        await interruption.CancelAsync();

        _time.Advance(TimeSpan.FromSeconds(4.9));
        call.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.1));

        await Should.ThrowAsync<OperationCanceledException>(call);
    }

    private static async Task<bool> WaitAsync(CancellationToken limit)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, limit);
        return true;
    }
}
