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
            ChangingCall.SendAsync(
                _time,
                "a change",
                _ => Task.FromResult(isSent = true),
                new CancellationToken(canceled: true)
            )
        );

        isSent.ShouldBeFalse();
    }

    [Fact]
    public async Task A_call_that_was_sent_goes_on_for_its_grace_after_an_interruption()
    {
        using var interruption = new CancellationTokenSource();
        var call = ChangingCall.SendAsync(_time, "setting the image of Deployment web", WaitAsync, interruption.Token);
        _time.Advance(TimeSpan.FromMinutes(1));
        await interruption.CancelAsync();

        var instant = TimeSpan.FromTicks(1);
        _time.Advance(ChangingCall.Grace - instant);
        _isLimitReached.ShouldBeFalse();
        _time.Advance(instant);

        var unanswered = await Record.ExceptionAsync(() => call);
        unanswered.ShouldBeOfType<UnansweredChangeException>();
        unanswered.Message.ShouldBe("the answer to setting the image of Deployment web was outstanding");
    }

    [Fact]
    public async Task A_call_whose_connection_breaks_after_its_grace_is_unanswered_too()
    {
        using var interruption = new CancellationTokenSource();
        var answer = new TaskCompletionSource<bool>();
        var call = ChangingCall.SendAsync(_time, "creating Job migration", _ => answer.Task, interruption.Token);
        await interruption.CancelAsync();
        _time.Advance(ChangingCall.Grace);
        answer.SetException(new HttpRequestException("broken"));

        (await Record.ExceptionAsync(() => call)).ShouldBeOfType<UnansweredChangeException>();
    }

    private async Task<bool> WaitAsync(CancellationToken limit)
    {
        await using var reached = limit.Register(() => _isLimitReached = true);
        await Task.Delay(Timeout.InfiniteTimeSpan, limit);
        return true;
    }
}
