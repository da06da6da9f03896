using System.Diagnostics;
using System.Text.Json.Nodes;
using Clusters.Calls;
using Clusters.Kubeconfigs;
using Clusters.Locks;
using Drill;
using Drill.Settings;
using Foundation.Failures;
using Loopback;
using Microsoft.Extensions.Time.Testing;

namespace Pipeline.Tests.Locks;

public sealed class DeployLockTests : IAsyncLifetime
{
    private static readonly LockHolder Alice = new("alice", "laptop", 1) { Place = "here" };
    private static readonly LockHolder Bob = new("bob", "runner", 2) { Place = "here" };

    // In seconds.
    private const int LeftFor = 30;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly Heartbeat _heart = new();
    private EmbeddedFleet _fleet = null!;
    private RegionCluster _cluster = null!;

    private JsonObject? Lease => _fleet["uk"].Get("leases.coordination.k8s.io", "release");

    public async ValueTask InitializeAsync()
    {
        _fleet = await EmbeddedFleet.StartAsync(
            new EmbeddedFleetOptions { Regions = [new EmbeddedRegion("uk")], TimeProvider = TimeProvider.System },
            TestContext.Current.CancellationToken
        );
        var endpoint = Kubeconfig.Parse(_fleet["uk"].Kubeconfig, "kubeconfig").Select("uk");
        _cluster = new RegionCluster(
            "uk",
            "default",
            ClusterConnection.Open("uk", endpoint, TimeProvider.System),
            "kubectl"
        );
    }

    public async ValueTask DisposeAsync()
    {
        _cluster.Dispose();
        await _fleet.DisposeAsync();
        await _heart.DisposeAsync();
    }

    [Fact]
    public async Task A_lock_says_who_holds_it_and_is_gone_after_its_release()
    {
        await using (await TakeAsync(Alice))
        {
            var held = await DeployLock.ReadHolderAsync(_cluster, TestContext.Current.CancellationToken);
            held.ShouldNotBeNull().Holder.ShouldBe("alice on laptop process 1 (here)");
        }
        Lease.ShouldBeNull();
    }

    [Fact]
    public async Task A_second_release_is_refused_with_who_holds_the_lock()
    {
        await using var first = await TakeAsync(Alice);
        var refusal = await Should.ThrowAsync<ReleaseException>(PassTimeDuring(TakeAsync(Bob)));
        refusal.Message.ShouldStartWith("uk: the deploy lock is held by alice on laptop process 1 (here), since ");
        refusal.NextStep.ShouldNotBeNull().ShouldContain("--wait-lock");
        first.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_release_that_waits_gets_the_lock_when_the_first_lets_go()
    {
        var first = await TakeAsync(Alice);
        var second = PassTimeDuring(TakeAsync(Bob, TimeSpan.FromMinutes(10)));
        await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        second.IsCompleted.ShouldBeFalse();
        await first.DisposeAsync();
        await using var held = await second;
        HolderOfLease().ShouldBe(Bob.Identity);
    }

    [Fact]
    public async Task The_lease_of_a_crashed_holder_is_taken_over_when_it_has_expired()
    {
        LeaveLease("carol on another machine process 3");
        var start = _time.GetUtcNow();
        await using var held = await PassTimeDuring(TakeAsync(Bob));
        (_time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(LeftFor));
        HolderOfLease().ShouldBe(Bob.Identity);
    }

    [Fact]
    public async Task One_renewal_may_have_been_under_way_when_its_holder_was_killed_and_is_no_sign_of_life()
    {
        LeaveLease("carol on another machine process 3");
        var isSeen = new TaskCompletionSource();
        var second = TakeAsync(Bob, say: _ => isSeen.TrySetResult());
        await isSeen.Task;
        LeaveLease("carol on another machine process 3", renewed: "2026-01-02T03:04:15.000000Z");

        await using var held = await PassTimeDuring(second);

        HolderOfLease().ShouldBe(Bob.Identity);
    }

    [Fact]
    public async Task The_lease_of_a_process_of_this_machine_that_is_no_more_is_taken_over_at_once()
    {
        LeaveLease($"carol on another host name process {await EndedProcessAsync()} (here)");
        var start = _time.GetUtcNow();
        await using var held = await TakeAsync(Bob);
        _time.GetUtcNow().ShouldBe(start);
        HolderOfLease().ShouldBe(Bob.Identity);
    }

    [Fact]
    public async Task A_process_id_of_another_container_says_nothing_about_its_holder()
    {
        LeaveLease($"carol on runner process {await EndedProcessAsync()} (there)");
        var start = _time.GetUtcNow();
        await using var held = await PassTimeDuring(TakeAsync(Bob));
        (_time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(LeftFor));
    }

    [Fact]
    public async Task A_lease_that_is_our_own_already_is_taken_at_once()
    {
        LeaveLease(Bob.Identity);
        var start = _time.GetUtcNow();
        await using var held = await TakeAsync(Bob);
        _time.GetUtcNow().ShouldBe(start);
    }

    [Fact]
    public async Task A_lease_that_was_renewed_without_our_knowing_is_released_all_the_same()
    {
        var held = await TakeAsync(Alice);
        LeaveLease(Alice.Identity);
        await held.DisposeAsync();
        Lease.ShouldBeNull();
    }

    [Fact]
    public async Task A_lock_that_somebody_else_has_taken_is_lost_and_left_alone()
    {
        var held = await TakeAsync(Alice);
        LeaveLease("carol on another machine process 3");
        await PassTimeUntil(() => held.Lost.IsCancellationRequested);
        await held.DisposeAsync();
        HolderOfLease().ShouldBe("carol on another machine process 3");
    }

    [Fact]
    public async Task A_lock_that_is_ours_lets_a_change_pass()
    {
        await using var held = await TakeAsync(Alice);
        await held.ConfirmAsync(TestContext.Current.CancellationToken);
        held.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Before_a_change_a_lock_that_somebody_else_has_taken_is_seen_without_waiting_for_its_renewal()
    {
        await using var held = await TakeAsync(Alice);
        LeaveLease("carol on another machine process 3");
        await Should.ThrowAsync<OperationCanceledException>(held.ConfirmAsync(TestContext.Current.CancellationToken));
        held.Lost.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task Before_a_change_a_lock_that_was_freed_by_hand_is_lost_too()
    {
        await using var held = await TakeAsync(Alice);
        await LockBreak.RunAsync(_cluster, Alice.Identity, TestContext.Current.CancellationToken);
        await Should.ThrowAsync<OperationCanceledException>(held.ConfirmAsync(TestContext.Current.CancellationToken));
        held.Lost.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task A_lock_that_is_freed_by_hand_has_to_be_that_of_the_holder_who_was_seen()
    {
        LeaveLease("carol on another machine process 3");

        var refusal = await Should.ThrowAsync<RefusedException>(
            LockBreak.RunAsync(_cluster, Alice.Identity, TestContext.Current.CancellationToken)
        );

        refusal.Message.ShouldStartWith(
            "uk: the deploy lock is now held by carol on another machine process 3, since 2026-01-02 03:04"
        );
        HolderOfLease().ShouldBe("carol on another machine process 3");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(4, 5)]
    [InlineData(5, 5)]
    public async Task A_lock_that_is_renewed_while_it_is_freed_by_hand_is_freed_again(int renewals, int deletions)
    {
        var isThere = true;
        await using var server = new LoopbackServer(exchange =>
        {
            if (exchange.Method == "DELETE" && renewals-- > 0)
                return exchange.JsonAsync("{}", 409);
            isThere = exchange.Method != "DELETE";
            return exchange.JsonAsync(
                $$"""
                { "apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": { "name": "release" },
                  "spec": { "holderIdentity": "{{Alice.Identity}}" } }
                """
            );
        });
        using var cluster = new RegionCluster("uk", "default", Connecting.To(server), "kubectl");
        var isFreed = renewals < deletions;

        var breaking = LockBreak.RunAsync(cluster, Alice.Identity, TestContext.Current.CancellationToken);

        if (isFreed)
            await breaking;
        else
            (await Should.ThrowAsync<ReleaseException>(breaking)).Message.ShouldStartWith(
                $"uk: the deploy lock is not free: {Alice.Identity} renews it"
            );
        isThere.ShouldBe(!isFreed);
        server.Count("DELETE").ShouldBe(deletions);
    }

    [Fact]
    public async Task A_held_lock_is_renewed()
    {
        await using var held = await TakeAsync(Alice);
        var before = Lease!["metadata"]!["resourceVersion"]!.ToString();
        await PassTimeUntil(() => Lease!["metadata"]!["resourceVersion"]!.ToString() != before);
        held.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    private Task<DeployLock> TakeAsync(LockHolder holder, TimeSpan wait = default, Action<string>? say = null) =>
        DeployLock.TakeAsync(_cluster, holder, wait, say ?? (_ => { }), _time, TestContext.Current.CancellationToken);

    private async Task<T> PassTimeDuring<T>(Task<T> work)
    {
        await PassTimeUntil(() => work.IsCompleted);
        return await work;
    }

    // Requests go over real sockets, so the fake clock has to wait for them, the longer the busier the machine is.
    private async Task PassTimeUntil(Func<bool> isDone)
    {
        while (!isDone())
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            for (var beat = 0; beat < 3; beat++)
                await _heart.NextAsync().WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    private string? HolderOfLease() => Lease?["spec"]?["holderIdentity"]?.ToString();

    private void LeaveLease(string holder, string renewed = "2026-01-02T03:04:05.000000Z") =>
        _fleet["uk"]
            .Apply(
                $$"""
                {
                  "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
                  "metadata": { "name": "release", "resourceVersion": "{{Lease?["metadata"]?["resourceVersion"]}}" },
                  "spec": { "holderIdentity": "{{holder}}", "leaseDurationSeconds": {{LeftFor}},
                    "acquireTime": "2026-01-02T03:04:05.000000Z", "renewTime": "{{renewed}}" }
                }
                """
            );

    private static async Task<int> EndedProcessAsync()
    {
        using var process = Process.Start("git", "--version");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.Id;
    }
}
