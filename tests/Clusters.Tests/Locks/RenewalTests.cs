using Clusters.Calls;
using Clusters.Locks;
using Clusters.Notes;
using Loopback;
using Microsoft.Extensions.Time.Testing;

namespace Clusters.Tests.Locks;

public sealed class RenewalTests : IAsyncDisposable
{
    private static readonly LockHolder Alice = new("alice", "laptop", 1);

    private readonly BreakingTime _time = new();
    private readonly LeaseServer _server = new();
    private readonly Heartbeat _heart = new();
    private readonly RegionCluster _cluster;

    public RenewalTests()
    {
        _cluster = new RegionCluster("uk", "default", Connecting.To(_server.Loopback), "kubectl");
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _cluster.Dispose();
        await _server.DisposeAsync();
        await _heart.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_asks_for_pauses_has_the_lock_back_all_the_same()
    {
        var held = await DeployLock.TakeAsync(_cluster, Alice, TimeSpan.Zero, _ => { }, TimeProvider.System, Ct);
        _server.Pauses = 2;

        await held.DisposeAsync();

        _server.HasLease.ShouldBeFalse();
    }

    [Fact]
    public async Task A_renewal_that_the_server_fails_is_tried_again()
    {
        await using var held = await TakeAsync();
        _server.Failures = 2;
        await PassTimeUntil(() => _server.Writes >= 3);
        held.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task A_renewal_whose_answer_got_lost_keeps_the_lock()
    {
        await using var held = await TakeAsync();
        _server.LostAnswers = 1;
        await PassTimeUntil(() => _server.Writes >= 4);
        held.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_fails_until_the_lease_would_have_expired_loses_the_lock()
    {
        await using var held = await TakeAsync();
        var start = _time.GetUtcNow();
        _server.Failures = int.MaxValue;
        await PassTimeUntil(() => held.Lost.IsCancellationRequested);
        (_time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(DeployLock.Duration);
    }

    [Fact]
    public async Task A_renewal_that_breaks_in_the_moment_in_which_the_lease_expires_loses_the_lock()
    {
        await using var held = await TakeAsync();
        _time.BreaksWithTheLease = true;
        await PassTimeUntil(() => held.Lost.IsCancellationRequested);
        _time.BreaksWithTheLease.ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_is_away_for_a_minute_keeps_the_lock()
    {
        await using var held = await TakeAsync();
        var (start, writes) = (_time.GetUtcNow(), _server.Writes);
        _server.Failures = int.MaxValue;
        await PassTimeUntil(() => _time.GetUtcNow() - start > TimeSpan.FromSeconds(70));
        _server.Failures = 0;
        await PassTimeUntil(() => _server.Writes > writes || held.Lost.IsCancellationRequested);
        held.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public void A_lane_that_loses_its_cluster_gives_up_before_it_can_lose_its_lock() =>
        (DeployLock.Duration - LeaseKeeper.Pace).ShouldBeGreaterThan(ConnectionLimits.Default.Trouble);

    [Fact]
    public async Task A_take_whose_answer_got_lost_does_not_wait_for_itself()
    {
        _server.LostAnswers = 1;
        var start = _time.GetUtcNow();
        await using (await TakeAsync())
            _time.GetUtcNow().ShouldBe(start);
        _server.HasLease.ShouldBeFalse();
    }

    [Fact]
    public async Task A_take_that_the_server_fails_is_tried_again()
    {
        _server.Failures = 2;
        var take = TakeAsync();
        await PassTimeUntil(() => take.IsCompleted);
        await using (await take)
            _server.HasLease.ShouldBeTrue();
        _server.HasLease.ShouldBeFalse();
    }

    [Fact]
    public async Task A_take_that_the_server_goes_on_failing_ends_with_its_words()
    {
        _server.Failures = int.MaxValue;
        var take = TakeAsync();
        await PassTimeUntil(() => take.IsCompleted);
        var refusal = await Should.ThrowAsync<ApiRefusalException>(() => take);
        refusal.Message.ShouldBe("uk: taking the deploy lock: 500 no");
    }

    [Fact]
    public async Task A_take_that_ends_with_an_error_leaves_no_lock()
    {
        _server.FailsWritten = 3;
        var take = TakeAsync();
        await PassTimeUntil(() => take.IsCompleted);
        await Should.ThrowAsync<ApiRefusalException>(() => take);
        _server.HasLease.ShouldBeFalse();
    }

    [Fact]
    public async Task A_take_that_is_stopped_after_an_error_leaves_no_lock()
    {
        using var controlC = new CancellationTokenSource();
        _server.FailsWritten = 1;
        var take = DeployLock.TakeAsync(_cluster, Alice, default, _ => { }, _time, controlC.Token);
        await _server.Written.WaitAsync(Ct);
        await controlC.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => take);
        _server.HasLease.ShouldBeFalse();
    }

    [Fact]
    public async Task A_lock_is_given_back_without_reading_it_before()
    {
        var held = await TakeAsync();
        var reads = _server.Loopback.Count("GET");

        await held.DisposeAsync();

        _server.HasLease.ShouldBeFalse();
        _server.Loopback.Count("GET").ShouldBe(reads);
        _server.Loopback.Count("DELETE").ShouldBe(1);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public async Task A_lock_is_given_back_although_the_answer_to_its_renewal_was_not_heard(int lost, int failsWritten)
    {
        var held = await TakeAsync();
        (_server.LostAnswers, _server.FailsWritten) = (lost, failsWritten);
        await PassTimeUntil(() => _server.Writes >= 2);

        await held.DisposeAsync();

        _server.HasLease.ShouldBeFalse();
    }

    [Fact]
    public async Task A_lock_that_was_not_taken_over_in_the_end_stays_with_its_former_holder()
    {
        var gone = new LockHolder("bob", "laptop", int.MaxValue);
        await using var former = await DeployLock.TakeAsync(_cluster, gone, default, _ => { }, _time, Ct);
        using var controlC = new CancellationTokenSource();
        _server.Failures = 1;
        var take = DeployLock.TakeAsync(_cluster, Alice, default, _ => { }, _time, controlC.Token);
        while (_server.Failures > 0)
            await _heart.NextAsync().WaitAsync(Ct);

        await controlC.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => take);
        _server.Holder.ShouldBe(gone.Identity);
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    public async Task A_note_arrives_although_a_write_ends_badly(int failures, int lost, int failsWritten)
    {
        (_server.Failures, _server.LostAnswers, _server.FailsWritten) = (failures, lost, failsWritten);
        var note = new RegionNote(_cluster, "notes", "example.com/text", "what happened");
        var writing = note.WriteAsync("done", Ct);
        await PassTimeUntil(() => writing.IsCompleted);
        await writing;
        (await note.ReadAsync(Ct)).ShouldBe("done");
        _server.Writes.ShouldBe(1);
    }

    private Task<DeployLock> TakeAsync() => DeployLock.TakeAsync(_cluster, Alice, default, _ => { }, _time, Ct);

    // Requests go over real sockets, so the fake clock has to wait for them, the longer the busier the machine is.
    private async Task PassTimeUntil(Func<bool> isDone)
    {
        while (!isDone())
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            for (var beat = 0; beat < 10; beat++)
                await _heart.NextAsync().WaitAsync(Ct);
        }
    }

    private sealed class BreakingTime() : FakeTimeProvider(DateTimeOffset.UtcNow)
    {
        /// <summary>Whether the next one who asks for the time gets none, and the lease expires meanwhile.</summary>
        public bool BreaksWithTheLease { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            if (!BreaksWithTheLease)
                return base.GetUtcNow();
            BreaksWithTheLease = false;
            Advance(DeployLock.Duration);
            throw new InvalidOperationException("no time");
        }
    }
}
