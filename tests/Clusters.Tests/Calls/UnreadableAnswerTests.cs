using Clusters.Calls;
using Clusters.Watching;
using Foundation.Limits;
using k8s;
using k8s.Models;
using Loopback;
using static Loopback.WatchedPods;

namespace Clusters.Tests.Calls;

public sealed class UnreadableAnswerTests
{
    private const string Pods = "api/v1/namespaces/shop/pods";
    private static readonly string MegabyteOfSpaces = new(' ', 1 << 20);

    [Theory]
    [InlineData(
        "<html>log in</html>",
        "the answer is no JSON of a Kubernetes API ('<' is an invalid start of a value)"
    )]
    [InlineData("null", "the answer is empty")]
    [InlineData("""{"items":[null]}""", "the list has an object without a name")]
    [InlineData("""{"items":[{"metadata":{}}]}""", "the list has an object without a name")]
    public async Task A_list_that_is_none_is_one_line_with_region_and_path_and_is_not_asked_for_again(
        string answer,
        string problem
    )
    {
        await using var server = new LoopbackServer(exchange => exchange.JsonAsync(answer));

        (await ListFailureAsync(server)).Message.ShouldBe($"uk: reading {Pods}: {problem}");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_list_that_is_nested_without_an_end_is_refused()
    {
        var nested = string.Concat(Enumerable.Repeat("[", 100_000));
        await using var server = new LoopbackServer(exchange => exchange.JsonAsync($$"""{"items":{{nested}}"""));

        (await ListFailureAsync(server)).Message.ShouldStartWith($"uk: reading {Pods}: the answer is no JSON");
    }

    [Fact]
    public async Task A_list_whose_pages_never_end_is_left()
    {
        var page = string.Join(',', Enumerable.Range(0, 10_000).Select(number => Pod($"p{number}", "1")));
        await using var server = new LoopbackServer(exchange =>
            exchange.JsonAsync($$$"""{"metadata":{"continue":"on"},"items":[{{{page}}}]}""")
        );

        (await ListFailureAsync(server)).Message.ShouldBe($"uk: reading {Pods}: the list has more than 100000 objects");
    }

    [Fact]
    public async Task An_answer_without_an_end_is_left_at_the_limit_and_not_asked_for_again()
    {
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.BeginStreamAsync();
            for (var sent = 0; sent <= InputLimits.ClusterAnswer >> 20; sent++)
                await exchange.ChunkAsync(MegabyteOfSpaces);
        });

        (await ListFailureAsync(server)).Message.ShouldBe(
            "uk: GET /api/v1/namespaces/shop/pods: the answer is larger than 128 MiB"
        );
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_official_client_cannot_read_is_said_the_same_way()
    {
        await using var server = new LoopbackServer(exchange => exchange.JsonAsync("[1]"));
        using var connection = Connecting.To(server);

        var failure = await Should.ThrowAsync<UnreadableAnswerException>(() =>
            connection.Client.Version.GetCodeAsync(cancellationToken: TestContext.Current.CancellationToken)
        );

        failure.Message.ShouldStartWith("uk: GET /version/: the answer is no JSON of a Kubernetes API (");
    }

    [Fact]
    public async Task An_event_larger_than_any_object_ends_the_watch()
    {
        await using var server = Watched(async exchange =>
        {
            for (var sent = 0; sent <= InputLimits.WatchEvent >> 20; sent++)
                await exchange.ChunkAsync(MegabyteOfSpaces);
            await exchange.ChunkAsync("\n");
        });

        (await WatchFailureAsync(server)).Message.ShouldBe($"uk: watching {Pods}: an event is larger than 8 MiB");
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"a"}}""", "an event is about an object without name or version")]
    [InlineData("""{"metadata":{"resourceVersion":"2"}}""", "an event is about an object without name or version")]
    [InlineData("null", "an event is empty")]
    public async Task An_event_about_nothing_ends_the_watch(string item, string problem)
    {
        await using var server = Watched(exchange => exchange.ChunkAsync(Event("ADDED", item)));

        (await WatchFailureAsync(server)).Message.ShouldBe($"uk: watching {Pods}: {problem}");
    }

    [Fact]
    public async Task A_long_refusal_is_cut()
    {
        await using var server = new LoopbackServer(exchange =>
            exchange.JsonAsync($$"""{"kind":"Status","message":"{{new string('x', 5000)}}"}""", 403)
        );

        var failure = await Should.ThrowAsync<ApiRefusalException>(() => ListAsync(server));

        failure.Message.ShouldBe($"uk: reading {Pods}: 403 {new string('x', 1000)}… (4000 more characters)");
    }

    [Fact]
    public async Task The_refusal_of_a_stream_is_not_read_beyond_what_a_reason_takes()
    {
        await using var server = new LoopbackServer(exchange =>
            exchange.IsWatch()
                ? exchange.JsonAsync($$"""{"message":"{{new string('x', InputLimits.ClusterRefusal)}}"}""", 403)
                : exchange.JsonAsync(List("1"))
        );

        var failure = await Should.ThrowAsync<ApiRefusalException>(() => WatchAsync(server));

        failure.Message.ShouldBe($"uk: reading {Pods}: 403 Forbidden");
    }

    private static LoopbackServer Watched(Func<Exchange, Task> send) =>
        new(async exchange =>
        {
            if (!exchange.IsWatch())
            {
                await exchange.JsonAsync(List("1"));
                return;
            }
            await exchange.BeginStreamAsync();
            await send(exchange);
            await exchange.SilenceAsync();
        });

    private static Task<UnreadableAnswerException> ListFailureAsync(LoopbackServer server) =>
        Should.ThrowAsync<UnreadableAnswerException>(() => ListAsync(server));

    private static Task<UnreadableAnswerException> WatchFailureAsync(LoopbackServer server) =>
        Should.ThrowAsync<UnreadableAnswerException>(() => WatchAsync(server));

    private static async Task ListAsync(LoopbackServer server)
    {
        using var connection = Connecting.To(server);
        await ResourceList.ReadAsync<V1Pod>(
            connection,
            ResourceAddress.Of<V1Pod>("shop"),
            ResourceSelector.All,
            TestContext.Current.CancellationToken
        );
    }

    private static async Task WatchAsync(LoopbackServer server)
    {
        using var connection = Connecting.To(server);
        await foreach (
            var _ in new ResourceWatch<V1Pod>(connection, "shop").SnapshotsAsync(TestContext.Current.CancellationToken)
        )
        {
            // The first is the list.
        }
    }
}
