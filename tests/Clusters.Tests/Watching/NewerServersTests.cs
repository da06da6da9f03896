using System.Collections.Concurrent;
using Clusters.Calls;
using Clusters.Watching;
using k8s;
using k8s.Models;
using Loopback;

namespace Clusters.Tests.Watching;

/// <summary>What newer servers can do besides, and what is asked of them.</summary>
public sealed class NewerServersTests
{
    // From 1.32 on a server may answer in CBOR whoever accepts that; this program reads JSON.
    [Fact]
    public async Task Nothing_but_JSON_is_asked_for()
    {
        var asked = new ConcurrentBag<string?>();
        await using var server = new LoopbackServer(async exchange =>
        {
            asked.Add(exchange.Header("Accept"));
            await exchange.JsonAsync(
                exchange.IsWatch() ? WatchedPods.Event("ADDED", WatchedPods.Pod("b", "2")) : WatchedPods.List("1")
            );
        });
        using var connection = Connecting.Through(Connecting.Kubeconfig(server.Address));
        var address = ResourceAddress.Of<V1Pod>("shop");

        await ResourceList.ReadAsync<V1Pod>(connection, address, ResourceSelector.All, Ct);
        await connection.Client.CoreV1.ListNamespacedPodAsync("shop", cancellationToken: Ct);
        await foreach (var snapshot in new ResourceWatch<V1Pod>(connection, address).SnapshotsAsync(Ct))
            if (snapshot.Count > 0)
                break;

        asked.Count.ShouldBeGreaterThan(2);
        asked.ShouldAllBe(accept => accept == null || !accept.Contains("cbor"));
    }

    // Where a server streams the list itself, its end is a bookmark with this annotation (Kubernetes, "API Concepts",
    // streaming lists).
    [Fact]
    public async Task The_bookmark_at_the_end_of_the_initial_events_is_no_object_and_moves_the_position_on()
    {
        const string End =
            """{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"7","annotations":{"k8s.io/initial-events-end":"true"} } }""";
        var positions = new ConcurrentQueue<string?>();
        await using var server = new LoopbackServer(async exchange =>
        {
            if (!exchange.IsWatch())
            {
                await exchange.JsonAsync(WatchedPods.List("1"));
                return;
            }
            positions.Enqueue(exchange.Query("resourceVersion"));
            var text =
                positions.Count == 1
                    ? WatchedPods.Event("BOOKMARK", End)
                    : WatchedPods.Event("ADDED", WatchedPods.Pod("b", "8"));
            await exchange.JsonAsync(text);
        });
        using var connection = Connecting.Through(Connecting.Kubeconfig(server.Address));
        var watch = new ResourceWatch<V1Pod>(connection, ResourceAddress.Of<V1Pod>("shop"));
        var counts = new List<int>();

        await foreach (var snapshot in watch.SnapshotsAsync(Ct))
        {
            counts.Add(snapshot.Count);
            if (snapshot.Count > 0)
                break;
        }

        counts.ShouldBe([0, 1]);
        positions.Take(2).ShouldBe(["1", "7"]);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
