using Clusters.Calls;
using Clusters.Watching;
using k8s.Models;
using Loopback;
using Microsoft.Extensions.Time.Testing;
using static Loopback.WatchedPods;

namespace Clusters.Tests.Watching;

public sealed class WatchCurrencyTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(75);

    private readonly FakeTimeProvider _time = new();
    private readonly WatchCurrency _currency;

    public WatchCurrencyTests() => _currency = new WatchCurrency(_time, Trouble);

    [Fact]
    public void What_is_read_first_is_current() => _currency.IsCurrent.ShouldBeTrue();

    [Fact]
    public void A_watch_that_ends_and_goes_on_at_once_hides_nothing()
    {
        _currency.Open();
        _time.Advance(TimeSpan.FromMinutes(4));
        _currency.Close();
        _currency.IsCurrent.ShouldBeTrue();
        _time.Advance(Second);
        _currency.Open();
        _currency.IsCurrent.ShouldBeTrue();
    }

    [Fact]
    public void After_a_gap_the_server_is_given_time_to_tell_what_happened()
    {
        _currency.Open();
        _currency.Close();
        _time.Advance(WatchCurrency.ShortGap);
        _currency.IsCurrent.ShouldBeFalse();
        _time.Advance(30 * Second);
        _currency.Close();
        _currency.IsCurrent.ShouldBeFalse();

        _currency.Open();
        _currency.IsCurrent.ShouldBeFalse();
        _time.Advance(WatchCurrency.Settling);
        _currency.IsCurrent.ShouldBeTrue();
    }

    [Fact]
    public void A_watch_that_is_refused_for_good_leaves_what_was_seen_last()
    {
        _currency.Open();
        _currency.Close();
        _time.Advance(Trouble);
        _currency.IsCurrent.ShouldBeFalse();
        _time.Advance(Second);
        _currency.IsCurrent.ShouldBeTrue();
    }

    [Fact]
    public async Task A_watch_that_cannot_be_opened_again_is_not_current()
    {
        var watches = 0;
        var refused = new TaskCompletionSource();
        await using var server = new LoopbackServer(async exchange =>
        {
            if (!exchange.IsWatch())
            {
                await exchange.JsonAsync(List("1", Pod("a", "1")));
                return;
            }
            if (Interlocked.Increment(ref watches) > 1)
            {
                refused.TrySetResult();
                await exchange.JsonAsync("{}", 500);
                return;
            }
            await exchange.BeginStreamAsync();
            exchange.Reset();
        });
        using var connection = ClusterConnection.Open(
            "uk",
            Connecting.Kubeconfig(server.Address).Select("main"),
            _time
        );
        var watch = new ResourceWatch<V1Pod>(connection, "shop");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var following = FollowAsync(watch, end.Token);
        while (!refused.Task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(TimeSpan.FromMilliseconds(1), end.Token);
        }

        _time.Advance(WatchCurrency.ShortGap);

        watch.IsCurrent.ShouldBeFalse();
        await end.CancelAsync();
        await following;
    }

    private static async Task FollowAsync(ResourceWatch<V1Pod> watch, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var _ in watch.SnapshotsAsync(cancellationToken)) { }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }
    }
}
