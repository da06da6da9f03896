using Loopback;
using Microsoft.Extensions.Time.Testing;
using Releases.Rollout;
using Releases.Rollout.Stages;

namespace Releases.Tests.Rollout.Stages;

public sealed class SlowReadingTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource<string[]> _log = new();
    private readonly LoopbackServer _server = new(exchange => exchange.SilenceAsync());
    private readonly StageLane _lane;

    public SlowReadingTests() => _lane = new StageLane(_server);

    public async ValueTask DisposeAsync()
    {
        _lane.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_log_that_is_there_soon_needs_no_word_before()
    {
        _log.SetResult(["last words"]);

        (await ReadAsync()).ShouldBe(["last words"]);

        _lane.Said.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_a_slow_cluster_gives_the_log_the_failure_is_told()
    {
        var reading = ReadAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        _lane.Said.ShouldBe([(RunEventKind.Trouble, "Job migration failed: no room; reading the log")]);
        reading.IsCompleted.ShouldBeFalse();

        _log.SetResult(["last words"]);

        (await reading).ShouldBe(["last words"]);
    }

    private Task<string[]> ReadAsync() =>
        SlowReading.WhileReadingAsync(_lane.Lane with { Time = _time }, "Job migration failed: no room", _log.Task);
}
