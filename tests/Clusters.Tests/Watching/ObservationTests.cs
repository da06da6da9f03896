using Clusters.Calls;
using Clusters.Watching;
using Foundation.Failures;
using k8s.Models;
using Loopback;
using Microsoft.Extensions.Time.Testing;
using static Loopback.WatchedPods;

namespace Clusters.Tests.Watching;

public sealed class ObservationTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_complete_when_every_collection_was_read_once()
    {
        var mayAnswer = new TaskCompletionSource();
        await using var server = new LoopbackServer(async exchange =>
        {
            await mayAnswer.Task;
            await (exchange.IsWatch() ? exchange.SilenceAsync() : exchange.JsonAsync(List("1", Pod("a", "1"))));
        });
        using var connection = Connecting.To(server);
        await using var observation = new Observation(Cluster(connection), TimeProvider.System);
        var pods = observation.Watch<V1Pod>(ResourceAddress.Of<V1Pod>("shop"), ResourceSelector.All);
        pods().ShouldBeEmpty();
        observation.IsComplete.ShouldBeFalse();
        mayAnswer.SetResult();

        (await observation.WaitAsync(Long, Ct)).ShouldBeTrue();

        observation.IsComplete.ShouldBeTrue();
        pods().ShouldHaveSingleItem().Name().ShouldBe("a");
    }

    [Fact]
    public async Task Nothing_new_ends_the_wait_at_its_limit()
    {
        var time = new FakeTimeProvider();
        await using var server = new LoopbackServer(exchange => exchange.SilenceAsync());
        using var connection = Connecting.To(server);
        await using var observation = new Observation(Cluster(connection), time);
        var wait = observation.WaitAsync(TimeSpan.FromSeconds(5), Ct);

        time.Advance(TimeSpan.FromSeconds(4));
        wait.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));

        (await wait).ShouldBeFalse();
    }

    [Fact]
    public async Task A_collection_that_cannot_be_watched_ends_the_wait_at_once()
    {
        await using var server = new LoopbackServer(exchange =>
            exchange.JsonAsync(
                """{"kind":"Status","status":"Failure","reason":"Forbidden","message":"pods is forbidden","code":403}""",
                403
            )
        );
        using var connection = Connecting.To(server);
        await using var observation = new Observation(Cluster(connection), TimeProvider.System);
        observation.Watch<V1Pod>(ResourceAddress.Of<V1Pod>("shop"), ResourceSelector.All);

        (await Should.ThrowAsync<ReleaseException>(observation.WaitAsync(Long, Ct))).Message.ShouldContain("forbidden");
    }

    [Fact]
    public async Task An_answer_that_nobody_can_read_ends_the_wait_too()
    {
        await using var server = new LoopbackServer(exchange => exchange.JsonAsync("""{"kind":"PodList","items":{"""));
        using var connection = Connecting.To(server);
        await using var observation = new Observation(Cluster(connection), TimeProvider.System);
        observation.Watch<V1Pod>(ResourceAddress.Of<V1Pod>("shop"), ResourceSelector.All);

        await Should.ThrowAsync<Exception>(observation.WaitAsync(TimeSpan.FromSeconds(5), Ct));
    }

    [Fact]
    public async Task An_interruption_ends_the_wait()
    {
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await using var server = new LoopbackServer(exchange => exchange.SilenceAsync());
        using var connection = Connecting.To(server);
        await using var observation = new Observation(Cluster(connection), TimeProvider.System);
        var wait = observation.WaitAsync(Long, interrupted.Token);

        await interrupted.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(wait);
    }

    private static RegionCluster Cluster(ClusterConnection connection) => new("uk", "shop", connection, "kubectl");
}
