using System.Text;
using Clusters.Calls;
using Clusters.Logs;
using k8s.Models;
using Loopback;

namespace Clusters.Tests.Logs;

public sealed class ContainerLogTests
{
    private const string One = "2026-01-01T00:00:01.100000000Z one\n";
    private const string Two = "2026-01-01T00:00:01.200000000Z two\n";
    private const string Three = "2026-01-01T00:00:02.000000000Z three\n";

    [Fact]
    public async Task A_log_that_ends_with_its_container_is_read_once_from_the_first_line()
    {
        LoggingPod pod = null!;
        pod = new(async exchange =>
        {
            pod.Ends();
            await exchange.StreamAsync(One + Two + Three);
        });

        (await LinesAsync(pod)).ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public async Task Wherever_the_stream_is_cut_every_line_comes_once()
    {
        var whole = One + Two + "2026-01-01T00:00:01.200000000Z two\n" + Three;
        for (var cut = 0; cut <= whole.Length; cut++)
        {
            var openings = 0;
            LoggingPod pod = null!;
            pod = new(async exchange =>
            {
                if (Interlocked.Increment(ref openings) > 1)
                {
                    pod.Ends();
                    await exchange.StreamAsync(whole);
                    return;
                }
                await exchange.BeginStreamAsync();
                if (cut > 0)
                    await exchange.ChunkAsync(whole[..cut]);
                exchange.Reset();
            });

            (await LinesAsync(pod)).ShouldBe(["one", "two", "two", "three"], $"cut at byte {cut}");
        }
    }

    [Fact]
    public async Task After_a_cut_it_asks_from_shortly_before_its_newest_line()
    {
        var asked = new List<string?>();
        LoggingPod pod = null!;
        pod = new(async exchange =>
        {
            asked.Add(exchange.Query("sinceTime"));
            if (asked.Count == 2)
                pod.Ends();
            await exchange.StreamAsync(Three);
        });

        await LinesAsync(pod);

        asked[0].ShouldBeNull();
        asked[1].ShouldBe("2026-01-01T00:00:01Z");
    }

    [Fact]
    public async Task Lines_of_two_streams_that_are_out_of_order_come_once_each()
    {
        var openings = 0;
        LoggingPod pod = null!;
        pod = new(async exchange =>
        {
            if (Interlocked.Increment(ref openings) == 2)
                pod.Ends();
            await exchange.StreamAsync(openings == 1 ? Three : Three + Two + One);
        });

        (await LinesAsync(pod)).ShouldBe(["three", "two", "one"]);
    }

    [Theory]
    [InlineData("Never")]
    [InlineData("OnFailure")]
    public async Task Of_a_pod_that_is_watched_only_its_state_and_the_log_are_asked_for(string restartPolicy)
    {
        LoggingPod pod = null!;
        pod = new(
            async exchange =>
            {
                pod.Ends();
                await exchange.StreamAsync(One);
            },
            restartPolicy
        );
        var requests = new List<string>();

        (await CollectAsync(pod, seen: Watched(Running), requests: requests))
            .ShouldHaveSingleItem()
            .Text.ShouldBe("one");

        requests
            .Select(request => request.Split('?')[0].Split("/pods/")[^1])
            .ShouldBe(["job", "job/log", "job", "job/log"]);
    }

    [Fact]
    public void A_container_has_a_log_as_soon_as_it_has_begun()
    {
        ContainerLog.HasBegun(new V1Pod(), "main").ShouldBeFalse();
        ContainerLog.HasBegun(Watched(new V1ContainerState { Waiting = new() }), "main").ShouldBeFalse();
        ContainerLog.HasBegun(Watched(Running), "other").ShouldBeFalse();
        ContainerLog.HasBegun(Watched(Running), "main").ShouldBeTrue();
        ContainerLog.HasBegun(Watched(new V1ContainerState { Terminated = new() }), "main").ShouldBeTrue();
        var restarting = Watched(new V1ContainerState { Waiting = new() });
        restarting.Status.ContainerStatuses[0].LastState = new V1ContainerState { Terminated = new() };
        ContainerLog.HasBegun(restarting, "main").ShouldBeTrue();
    }

    [Fact]
    public async Task A_container_that_has_not_started_is_waited_for()
    {
        LoggingPod pod = null!;
        pod = new(async exchange =>
        {
            pod.Ends();
            await exchange.StreamAsync(One);
        });
        pod.Becomes(LoggingPod.Waiting, "Pending");

        var lines = LinesAsync(pod);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        pod.Becomes(LoggingPod.Running);

        (await lines).ShouldBe(["one"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_run_of_a_restarting_container_is_read(bool isWatched)
    {
        LoggingPod pod = null!;
        pod = new(
            async exchange =>
            {
                var previous = exchange.Query("previous") == "true";
                var crashed = exchange.Query("follow") == "true" && exchange.Query("sinceTime") is null && _runs++ == 0;
                if (crashed)
                    pod.Becomes(LoggingPod.Running, restarts: 1);
                else if (!previous)
                    pod.Ends();
                await exchange.StreamAsync(
                    crashed ? One
                    : previous ? One + Two
                    : Three
                );
            },
            "OnFailure"
        );

        var lines = await CollectAsync(pod, seen: isWatched ? Watched(Running) : null);

        lines.Select(line => (line.Attempt, line.Text)).ShouldBe([(0, "one"), (0, "two"), (1, "three")]);
    }

    private int _runs;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_a_container_that_restarted_before_it_was_looked_at_the_previous_run_is_read_too(bool isWatched)
    {
        LoggingPod pod = null!;
        pod = new(
            async exchange =>
            {
                var previous = exchange.Query("previous") == "true";
                if (!previous)
                    pod.Ends();
                await exchange.StreamAsync(previous ? One : Two);
            },
            "OnFailure"
        );
        pod.Becomes(LoggingPod.Running, restarts: 3);

        // What was watched may be older than the restarts.
        var lines = await CollectAsync(pod, seen: isWatched ? Watched(Running) : null);

        lines.Select(line => (line.Attempt, line.Text)).ShouldBe([(2, "one"), (3, "two")]);
    }

    [Fact]
    public async Task A_last_line_without_an_end_is_shown_when_the_container_has_ended()
    {
        LoggingPod pod = null!;
        pod = new(async exchange =>
        {
            pod.Ends();
            await exchange.StreamAsync(One + Two.TrimEnd('\n'));
        });

        (await LinesAsync(pod)).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_shown_with_a_replacement()
    {
        LoggingPod pod = null!;
        pod = new(async exchange =>
        {
            pod.Ends();
            await exchange.BeginStreamAsync();
            await exchange.ChunkAsync([
                .. Encoding.ASCII.GetBytes(One.TrimEnd('\n')),
                0xff,
                0xfe,
                (byte)'!',
                (byte)'\n',
            ]);
            await exchange.EndStreamAsync();
        });

        (await LinesAsync(pod)).ShouldBe(["one\uFFFD\uFFFD!"]);
    }

    [Fact]
    public async Task A_very_long_line_is_cut_and_says_how_much_is_missing()
    {
        LoggingPod pod = null!;
        pod = new(async exchange =>
        {
            pod.Ends();
            await exchange.StreamAsync($"2026-01-01T00:00:01Z {new string('x', 200_000)}\n{Two}");
        });

        var lines = await LinesAsync(pod);

        lines[0].Length.ShouldBeLessThan(17_000);
        lines[0].ShouldEndWith("more bytes)");
        lines[1].ShouldBe("two");
    }

    [Fact]
    public async Task A_log_that_died_silently_is_opened_anew()
    {
        var openings = 0;
        LoggingPod pod = null!;
        pod = new(async exchange =>
        {
            if (Interlocked.Increment(ref openings) > 1)
            {
                pod.Ends();
                await exchange.StreamAsync(One + Two);
                return;
            }
            await exchange.BeginStreamAsync();
            await exchange.ChunkAsync(One);
            await exchange.SilenceAsync();
        });

        (await LinesAsync(pod, Connecting.Quick with { LogSilence = TimeSpan.FromMilliseconds(150) })).ShouldBe([
            "one",
            "two",
        ]);
    }

    [Fact]
    public async Task A_pod_that_disappears_ends_the_log()
    {
        LoggingPod pod = null!;
        pod = new(async exchange =>
        {
            pod.Becomes(null);
            await exchange.StreamAsync(One);
        });

        (await LinesAsync(pod)).ShouldBe(["one"]);
    }

    [Fact]
    public async Task A_log_that_cannot_be_had_after_the_end_is_given_up_and_said()
    {
        var pod = new LoggingPod(exchange => exchange.JsonAsync("""{"message":"node is gone"}""", 500));
        pod.Ends(1);
        var told = new List<string>();

        (await LinesAsync(pod, told: told.Add)).ShouldBeEmpty();

        told.ShouldHaveSingleItem().ShouldContain("the end of the log of run 1 cannot be read");
    }

    [Fact]
    public async Task Cancelling_ends_the_reading_of_a_quiet_log()
    {
        var pod = new LoggingPod(async exchange =>
        {
            await exchange.BeginStreamAsync();
            await exchange.ChunkAsync(One);
            await exchange.SilenceAsync();
        });
        await using var server = new LoopbackServer(pod.AnswerAsync);
        using var connection = Connecting.To(server);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in new ContainerLog(connection, "shop", "job", "main").FollowAsync(null, cancel.Token))
                await cancel.CancelAsync();
        });
    }

    private static async Task<List<string>> LinesAsync(
        LoggingPod pod,
        ConnectionLimits? limits = null,
        Action<string>? told = null
    ) => [.. (await CollectAsync(pod, limits, told)).Select(line => line.Text)];

    private static async Task<List<LogLine>> CollectAsync(
        LoggingPod pod,
        ConnectionLimits? limits = null,
        Action<string>? told = null,
        V1Pod? seen = null,
        List<string>? requests = null
    )
    {
        await using var server = new LoopbackServer(pod.AnswerAsync);
        using var connection = Connecting.To(server, limits);
        connection.OnTrouble = told;
        var lines = new List<LogLine>();
        await foreach (
            var line in new ContainerLog(connection, "shop", "job", "main").FollowAsync(
                seen,
                TestContext.Current.CancellationToken
            )
        )
            lines.Add(line);
        requests?.AddRange(server.Requests);
        return lines;
    }

    private static V1ContainerState Running => new() { Running = new() };

    private static V1Pod Watched(V1ContainerState state) =>
        new()
        {
            Status = new V1PodStatus
            {
                Phase = "Running",
                ContainerStatuses = [new V1ContainerStatus { Name = "main", State = state }],
            },
        };
}
