using Clusters.Calls;
using Clusters.Watching;
using CsCheck;
using k8s.Models;
using Loopback;
using static Loopback.WatchedPods;

namespace Clusters.Tests.Watching;

public sealed class ResourceWatchTests
{
    [Fact]
    public async Task The_list_comes_first_and_then_the_state_after_each_change()
    {
        await using var server = Serving(
            List("10", Pod("a", "9")),
            async exchange =>
            {
                await exchange.BeginStreamAsync();
                await exchange.ChunkAsync(Event("ADDED", Pod("b", "11")));
                await exchange.ChunkAsync(Event("MODIFIED", Pod("a", "12", "Failed")));
                await exchange.ChunkAsync(Event("DELETED", Pod("b", "13")));
                await exchange.SilenceAsync();
            }
        );

        (await StatesAsync(server, 4)).ShouldBe(["a:Running", "a:Running b:Running", "a:Failed b:Running", "a:Failed"]);
        server.Requests[1].ShouldContain("resourceVersion=10");
        server.Requests[1].ShouldContain("allowWatchBookmarks=true");
    }

    [Fact]
    public async Task Selectors_are_sent_with_the_list_and_with_the_watch()
    {
        await using var server = Serving(List("1"), exchange => exchange.SilenceAsync());
        using var connection = Connecting.To(server);
        var watch = new ResourceWatch<V1Pod>(
            connection,
            "shop",
            new ResourceSelector("image in (a,b)", "status.phase=Running")
        );

        await foreach (var _ in watch.SnapshotsAsync(TestContext.Current.CancellationToken))
            break;

        server
            .Requests[0]
            .ShouldContain("&labelSelector=image%20in%20%28a%2Cb%29&fieldSelector=status.phase%3DRunning");
    }

    [Fact]
    public async Task A_list_of_many_pages_is_read_to_its_end()
    {
        await using var server = new LoopbackServer(exchange =>
            exchange.IsWatch() ? exchange.SilenceAsync()
            : exchange.Query("continue") == "next" ? exchange.JsonAsync(List("5", Pod("b", "2")))
            : exchange.JsonAsync(
                """{"kind":"PodList","metadata":{"resourceVersion":"5","continue":"next"},"items":["""
                    + Pod("a", "1")
                    + "]}"
            )
        );

        (await StatesAsync(server, 1)).ShouldBe(["a:Running b:Running"]);
    }

    [Fact]
    public async Task A_watch_that_the_server_ends_goes_on_from_its_last_bookmark()
    {
        var watches = 0;
        await using var server = Serving(
            List("10", Pod("a", "9")),
            exchange =>
                Interlocked.Increment(ref watches) == 1
                    ? exchange.StreamAsync(Event("BOOKMARK", """{"kind":"Pod","metadata":{"resourceVersion":"40"}}"""))
                    : SendAndStayAsync(exchange, Event("MODIFIED", Pod("a", "41", "Failed")))
        );

        (await StatesAsync(server, 2)).ShouldBe(["a:Running", "a:Failed"]);
        server.Count("GET /api/v1/namespaces/shop/pods?limit").ShouldBe(1);
        server.Requests[^1].ShouldContain("resourceVersion=40");
    }

    [Fact]
    public async Task Wherever_the_stream_is_cut_every_change_is_seen_and_none_is_seen_twice()
    {
        var first = Event("MODIFIED", Pod("a", "11", "Pending"));
        var whole = first + Event("MODIFIED", Pod("a", "12", "Failed"));

        await Gen.Int[0, whole.Length]
            .SampleAsync(
                async cut =>
                {
                    var watches = 0;
                    await using var server = Serving(
                        List("10", Pod("a", "9")),
                        async exchange =>
                        {
                            if (Interlocked.Increment(ref watches) == 1)
                            {
                                await exchange.BeginStreamAsync();
                                if (cut > 0)
                                    await exchange.ChunkAsync(whole[..cut]);
                                exchange.Reset();
                                return;
                            }
                            // As the server does it: only what is newer than what was asked for.
                            var isKnown = exchange.Query("resourceVersion") != "10";
                            await SendAndStayAsync(exchange, isKnown ? whole[first.Length..] : whole);
                        }
                    );

                    (await StatesAsync(server, 3)).ShouldBe(["a:Running", "a:Pending", "a:Failed"], $"cut at {cut}");
                },
                iter: whole.Length,
                threads: 4
            );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_version_that_the_server_no_longer_knows_makes_it_list_again(bool asEvent)
    {
        var lists = 0;
        await using var server = new LoopbackServer(exchange =>
            !exchange.IsWatch()
                ? exchange.JsonAsync(
                    List("10", Pod("a", "9", Interlocked.Increment(ref lists) == 1 ? "Running" : "Failed"))
                )
            : asEvent ? exchange.StreamAsync(Gone)
            : exchange.JsonAsync("""{"kind":"Status","code":410,"message":"too old"}""", 410)
        );

        (await StatesAsync(server, 2)).ShouldBe(["a:Running", "a:Failed"]);
    }

    [Fact]
    public async Task A_watch_on_a_connection_that_died_silently_is_opened_anew()
    {
        var watches = 0;
        await using var server = Serving(
            List("10", Pod("a", "9")),
            async exchange =>
            {
                if (Interlocked.Increment(ref watches) > 1)
                    await SendAndStayAsync(exchange, Event("DELETED", Pod("a", "11")));
                await exchange.BeginStreamAsync();
                await exchange.SilenceAsync();
            }
        );
        var limits = Connecting.Quick with
        {
            WatchLife = TimeSpan.FromMilliseconds(100),
            WatchMargin = TimeSpan.FromMilliseconds(100),
        };

        (await StatesAsync(server, 2, limits)).ShouldBe(["a:Running", ""]);
    }

    [Fact]
    public async Task A_server_that_is_down_for_a_while_does_not_end_it()
    {
        var lists = 0;
        await using var server = new LoopbackServer(exchange =>
            exchange.IsWatch() ? exchange.SilenceAsync()
            : Interlocked.Increment(ref lists) < 8 ? exchange.JsonAsync("{}", 500)
            : exchange.JsonAsync(List("1", Pod("a", "1")))
        );

        (await StatesAsync(server, 1)).ShouldBe(["a:Running"]);
    }

    [Fact]
    public async Task A_missing_permission_ends_it_with_the_words_of_the_server()
    {
        await using var server = new LoopbackServer(exchange =>
            exchange.JsonAsync("""{"kind":"Status","message":"pods is forbidden: User \"x\" cannot list"}""", 403)
        );

        var failure = await Should.ThrowAsync<ApiRefusalException>(() => StatesAsync(server, 1));

        failure.Message.ShouldBe(
            "uk: reading api/v1/namespaces/shop/pods: 403 pods is forbidden: User \"x\" cannot list"
        );
        failure.NextStep.ShouldNotBeNull();
    }

    [Fact]
    public async Task Cancelling_ends_a_quiet_watch()
    {
        await using var server = Serving(List("1"), exchange => SendAndStayAsync(exchange, "\n"));
        using var connection = Connecting.To(server);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in new ResourceWatch<V1Pod>(connection, "shop").SnapshotsAsync(cancel.Token))
                cancel.CancelAfter(TimeSpan.FromMilliseconds(100));
        });
    }

    private static LoopbackServer Serving(string list, Func<Exchange, Task> watch) =>
        new(exchange => exchange.IsWatch() ? watch(exchange) : exchange.JsonAsync(list));

    private static async Task SendAndStayAsync(Exchange exchange, string text)
    {
        await exchange.BeginStreamAsync();
        await exchange.ChunkAsync(text);
        await exchange.SilenceAsync();
    }

    private static async Task<List<string>> StatesAsync(
        LoopbackServer server,
        int count,
        ConnectionLimits? limits = null
    )
    {
        using var connection = Connecting.To(server, limits);
        var states = new List<string>();
        await foreach (
            var pods in new ResourceWatch<V1Pod>(connection, "shop").SnapshotsAsync(
                TestContext.Current.CancellationToken
            )
        )
        {
            states.Add(
                string.Join(
                    ' ',
                    pods.Items.OrderBy(pod => pod.Metadata.Name)
                        .Select(pod => $"{pod.Metadata.Name}:{pod.Status.Phase}")
                )
            );
            if (states.Count == count)
                break;
        }
        return states;
    }
}
