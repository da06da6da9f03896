using System.Net.Sockets;
using Clusters.Calls;
using k8s;
using k8s.Models;
using Loopback;

namespace Clusters.Tests.Calls;

public sealed class RetryTests
{
    private const string NoPods = """{"kind":"PodList","items":[]}""";

    private static string Refusal(string words) => $$"""{"kind":"Status","message":"{{words}}","code":500}""";

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_read_is_repeated_until_a_busy_server_answers(int status)
    {
        await using var server = Failing(2, exchange => exchange.JsonAsync("{}", status), NoPods);
        using var connection = Connecting.To(server);

        await ListAsync(connection);

        server.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("etcdserver: leader changed")]
    [InlineData("rpc error: code = Unavailable desc = etcdserver: request timed out, possibly due to previous failure")]
    public async Task A_read_is_repeated_while_the_storage_chooses_a_leader(string words)
    {
        await using var server = Failing(2, exchange => exchange.JsonAsync(Refusal(words), 500), NoPods);
        using var connection = Connecting.To(server);

        await ListAsync(connection);

        server.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("etcdserver: mvcc: database space exceeded")]
    [InlineData("etcdserver: request is too large")]
    [InlineData("no")]
    public async Task A_read_that_fails_for_good_is_not_repeated(string words)
    {
        await using var server = Failing(9, exchange => exchange.JsonAsync(Refusal(words), 500), NoPods);
        using var connection = Connecting.To(server);

        var failure = await Should.ThrowAsync<k8s.Autorest.HttpOperationException>(() => ListAsync(connection));

        server.Requests.Count.ShouldBe(1);
        failure.Response.Content.ShouldBe(Refusal(words));
    }

    [Fact]
    public async Task A_creation_is_not_repeated_while_the_storage_chooses_a_leader()
    {
        await using var server = Failing(
            1,
            exchange => exchange.JsonAsync(Refusal("etcdserver: leader changed"), 500),
            """{"kind":"Pod"}"""
        );
        using var connection = Connecting.To(server);

        await Should.ThrowAsync<k8s.Autorest.HttpOperationException>(() => CreateAsync(connection));

        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_read_is_repeated_after_a_reset()
    {
        await using var server = Failing(2, Reset, NoPods);
        using var connection = Connecting.To(server);

        await ListAsync(connection);

        server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_read_whose_body_breaks_off_is_repeated()
    {
        await using var server = Failing(
            1,
            async exchange =>
            {
                await exchange.BeginStreamAsync();
                await exchange.ChunkAsync("""{"kind":"PodL""");
                exchange.Reset();
            },
            NoPods
        );
        using var connection = Connecting.To(server);

        await ListAsync(connection);

        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_never_finishes_its_answer_is_given_up_at_the_limit()
    {
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.BeginStreamAsync();
            await exchange.ChunkAsync("""{"kind":"PodL""");
            await exchange.SilenceAsync();
        });
        using var connection = Connecting.To(
            server,
            Connecting.Quick with
            {
                Call = TimeSpan.FromMilliseconds(200),
                FirstContact = TimeSpan.FromMilliseconds(300),
            }
        );

        var failure = await Should.ThrowAsync<ClusterUnreachableException>(() => ListAsync(connection));

        failure.Message.ShouldContain("no answer within 0.2s");
        failure.MayHaveHappened.ShouldBeFalse();
    }

    [Fact]
    public async Task The_time_that_the_server_asks_for_is_waited()
    {
        await using var server = Failing(1, exchange => exchange.JsonAsync("{}", 429, "Retry-After: 1"), NoPods);
        using var connection = Connecting.To(server);
        var start = TimeProvider.System.GetTimestamp();

        await ListAsync(connection);

        TimeProvider.System.GetElapsedTime(start).ShouldBeGreaterThan(TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task A_server_that_asks_for_more_time_than_there_is_gets_its_word_at_once()
    {
        await using var server = Failing(9, exchange => exchange.JsonAsync("{}", 503, "Retry-After: 900"), NoPods);
        using var connection = Connecting.To(server);

        await Should.ThrowAsync<k8s.Autorest.HttpOperationException>(() => ListAsync(connection));

        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_creation_is_repeated_after_429_since_the_server_has_not_looked_at_it()
    {
        await using var server = Failing(1, exchange => exchange.JsonAsync("{}", 429), """{"kind":"Pod"}""");
        using var connection = Connecting.To(server);

        await CreateAsync(connection);

        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_creation_that_may_have_happened_is_not_repeated_and_says_so()
    {
        await using var server = Failing(1, Reset, """{"kind":"Pod"}""");
        using var connection = Connecting.To(server);

        var failure = await Should.ThrowAsync<ClusterUnreachableException>(() => CreateAsync(connection));

        server.Requests.Count.ShouldBe(1);
        failure.MayHaveHappened.ShouldBeTrue();
    }

    [Fact]
    public async Task A_creation_is_not_repeated_after_503()
    {
        await using var server = Failing(1, exchange => exchange.JsonAsync("{}", 503), """{"kind":"Pod"}""");
        using var connection = Connecting.To(server);

        await Should.ThrowAsync<k8s.Autorest.HttpOperationException>(() => CreateAsync(connection));

        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"metadata":{"resourceVersion":"7"}}""", V1Patch.PatchType.StrategicMergePatch, 2)]
    [InlineData("""{"spec":{}}""", V1Patch.PatchType.MergePatch, 2)]
    [InlineData("""{"spec":{}}""", V1Patch.PatchType.StrategicMergePatch, 1)]
    [InlineData("""[{"op":"add","path":"/a/-","value":1}]""", V1Patch.PatchType.JsonPatch, 1)]
    public async Task A_patch_is_repeated_only_when_twice_is_as_good_as_once(
        string body,
        V1Patch.PatchType type,
        int requests
    )
    {
        await using var server = Failing(1, Reset, """{"kind":"Pod"}""");
        using var connection = Connecting.To(server);

        var patch = () =>
            connection.Client.CoreV1.PatchNamespacedPodAsync(
                new V1Patch(body, type),
                "web",
                "shop",
                cancellationToken: TestContext.Current.CancellationToken
            );

        if (requests == 1)
            await Should.ThrowAsync<ClusterUnreachableException>(patch);
        else
            await patch();
        server.Requests.Count.ShouldBe(requests);
    }

    [Theory]
    [InlineData("u-1", 2)]
    [InlineData(null, 1)]
    public async Task A_deletion_is_repeated_only_when_it_names_the_one_that_it_means(string? uid, int requests)
    {
        await using var server = Failing(1, Reset, """{"kind":"Pod"}""");
        using var connection = Connecting.To(server);
        var options = new V1DeleteOptions { Preconditions = uid is null ? null : new V1Preconditions { Uid = uid } };

        var delete = () =>
            connection.Client.CoreV1.DeleteNamespacedPodAsync(
                "web",
                "shop",
                options,
                cancellationToken: TestContext.Current.CancellationToken
            );

        if (requests == 1)
            await Should.ThrowAsync<ClusterUnreachableException>(delete);
        else
            await delete();
        server.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_known_soon_in_one_line()
    {
        var server = new LoopbackServer(_ => Task.CompletedTask);
        var address = server.Address;
        await server.DisposeAsync();
        var limits = Connecting.Quick with { FirstContact = TimeSpan.FromMilliseconds(300) };
        using var connection = Connecting.To(address, limits, "super-secret");

        var failure = await Should.ThrowAsync<ClusterUnreachableException>(() => ListAsync(connection));

        failure.Message.ShouldStartWith($"uk: {address} does not answer: connection refused");
        failure.ToString().ShouldNotContain("super-secret");
    }

    [Theory]
    [InlineData(HttpRequestError.SecureConnectionError, null, "speaks TLS")]
    [InlineData(HttpRequestError.ProxyTunnelError, null, "HTTPS_PROXY and NO_PROXY")]
    [InlineData(HttpRequestError.NameResolutionError, SocketError.HostNotFound, "a stopped or deleted one loses its")]
    [InlineData(HttpRequestError.NameResolutionError, SocketError.NoData, "a private one has it in its own network")]
    [InlineData(HttpRequestError.NameResolutionError, SocketError.TryAgain, null)]
    [InlineData(HttpRequestError.ConnectionError, SocketError.ConnectionRefused, null)]
    [InlineData(HttpRequestError.ConnectionError, SocketError.HostUnreachable, null)]
    public void Each_reason_has_the_step_that_helps_against_it(
        HttpRequestError error,
        SocketError? socket,
        string? step
    )
    {
        Exception? inner = socket is { } code ? new SocketException((int)code) : null;

        var attempt = CallAttempt.Failed(new HttpRequestException(error, "wrapped", inner));

        attempt.WasNeverSent.ShouldBeTrue();
        if (step is null)
            attempt.NextStep.ShouldBeNull();
        else
            attempt.NextStep.ShouldNotBeNull().ShouldContain(step);
        var failure = new ClusterUnreachableException("uk: gone", false, attempt.Failure, attempt.NextStep);
        failure.NextStep.ShouldNotBeNull().ShouldContain(step ?? "check the network, VPN or firewall");
        new ClusterUnreachableException("uk: gone", true, null, attempt.NextStep)
            .NextStep.ShouldNotBeNull()
            .ShouldStartWith("run the same command again");
    }

    [Fact]
    public async Task Trouble_is_told_once_and_so_is_its_end()
    {
        await using var server = Failing(6, Reset, NoPods);
        using var connection = Connecting.To(server);
        var told = new List<string>();
        connection.OnTrouble = line =>
        {
            lock (told)
                told.Add(line);
        };

        await Task.WhenAll(ListAsync(connection), ListAsync(connection), ListAsync(connection));

        told.Count.ShouldBe(2);
        told[0].ShouldEndWith("; trying again");
        told[1].ShouldContain("answers again after");
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting_between_repetitions()
    {
        await using var server = Failing(9, exchange => exchange.JsonAsync("{}", 429, "Retry-After: 60"), NoPods);
        using var connection = Connecting.To(server);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Should.ThrowAsync<OperationCanceledException>(() =>
            connection.Client.CoreV1.ListNamespacedPodAsync("shop", cancellationToken: cancel.Token)
        );
    }

    [Fact]
    public async Task The_token_is_in_no_exception()
    {
        await using var server = new LoopbackServer(exchange => exchange.JsonAsync("""{"message":"no"}""", 403));
        using var connection = Connecting.To(server, token: "super-secret");

        var failure = await Should.ThrowAsync<k8s.Autorest.HttpOperationException>(() => ListAsync(connection));

        failure.Request.Headers.SelectMany(each => each.Value).ShouldNotContain(each => each.Contains("super-secret"));
        failure.ToString().ShouldNotContain("super-secret");
        ApiRefusal.From(connection, "listing pods", failure).Message.ShouldBe("uk: listing pods: 403 no");
    }

    private static LoopbackServer Failing(int times, Func<Exchange, Task> failure, string answer)
    {
        var left = times;
        return new(exchange => Interlocked.Decrement(ref left) >= 0 ? failure(exchange) : exchange.JsonAsync(answer));
    }

    private static Task Reset(Exchange exchange)
    {
        exchange.Reset();
        return Task.CompletedTask;
    }

    private static Task<V1PodList> ListAsync(ClusterConnection connection) =>
        connection.Client.CoreV1.ListNamespacedPodAsync(
            "shop",
            cancellationToken: TestContext.Current.CancellationToken
        );

    private static Task<V1Pod> CreateAsync(ClusterConnection connection) =>
        connection.Client.CoreV1.CreateNamespacedPodAsync(
            new V1Pod(),
            "shop",
            cancellationToken: TestContext.Current.CancellationToken
        );
}
