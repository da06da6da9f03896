using System.Text.Json.Nodes;
using Loopback;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Announcements;

public sealed class WebhookTests
{
    [Fact]
    public async Task A_release_is_told_at_its_start_and_at_its_end()
    {
        await using var hook = new Hook();
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = (await fleet.RunAsync("Deploy", $"--notify={hook.Address}")).ShouldEndWith(ExitCode.Done);

        hook.Received.Select(body => body["event"]!.GetValue<string>()).ShouldBe(["started", "succeeded"]);
        var end = hook.Received[1];
        end["text"]!.GetValue<string>().ShouldBe("Deploy 1.2.3 succeeded: done in north, by Ada.");
        end["version"]!.GetValue<string>().ShouldBe("1.2.3");
        end["regions"]![0]!["from"]!.GetValue<string>().ShouldBe("1.2.2");
        end["regions"]![0]!["outcome"]!.GetValue<string>().ShouldBe("succeeded");
        run.ToString().ShouldNotContain(Hook.Secret);
    }

    [Fact]
    public async Task A_failure_is_told_with_its_reason_and_where_it_is_not()
    {
        await using var hook = new Hook();
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet["north"].ImageExists = image => !image.EndsWith(":1.2.3", StringComparison.Ordinal);
        fleet.Exported["RELEASE_NOTIFY"] = $"slack+{hook.Address}";

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);

        var text = hook.Received[^1]["text"]!.GetValue<string>();
        text.ShouldStartWith("Deploy 1.2.3 failed: done in no region; not in north, south, by Ada.\nnorth: ");
        hook.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_run_that_was_refused_tells_nobody()
    {
        await using var hook = new Hook();
        await using var fleet = await StagedFleet.StartAsync("north");

        (await fleet.RunAsync("Deploy", "--version=7.0.0", $"--notify={hook.Address}")).ShouldEndWith(ExitCode.Refused);

        hook.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_webhook_that_fails_is_a_line_without_its_address_and_no_failed_release()
    {
        await using var hook = new Hook { Status = 410 };
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = (await fleet.RunAsync("Deploy", $"--notify={hook.Address}")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("127.0.0.1 did not take the notice: 410 Gone; the release goes on");
        run.ToString().ShouldNotContain(Hook.Secret);
    }

    [Theory]
    [InlineData("http://hooks.example/top-secret")]
    [InlineData("top-secret")]
    [InlineData("pager+https://hooks.example/top-secret")]
    public async Task A_wrong_address_is_a_usage_error_that_does_not_show_it(string address)
    {
        var run = await CommandRun.OfAsync(
            ["--target=Deploy", "--version=1.2.3", $"--notify={address}"],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );

        run.ShouldEndWith(ExitCode.Usage);
        run.Errors.ShouldContain("--notify or RELEASE_NOTIFY: not the https address of a webhook");
        run.ToString().ShouldNotContain("top-secret");
    }

    /// <summary>A webhook on loopback that takes whatever JSON is posted to its one path.</summary>
    private sealed class Hook : IAsyncDisposable
    {
        public const string Secret = "T0000-B0000-top-secret";

        private readonly LoopbackServer _server;
        private readonly List<JsonNode> _received = [];

        public Hook() => _server = new LoopbackServer(AnswerAsync);

        public int Status { get; init; } = 200;

        public string Address => $"{_server.Address}{Secret}";

        public IReadOnlyList<JsonNode> Received
        {
            get
            {
                lock (_received)
                    return [.. _received];
            }
        }

        public ValueTask DisposeAsync() => _server.DisposeAsync();

        private Task AnswerAsync(Exchange exchange)
        {
            var isRight = exchange is { Method: "POST", Path: $"/{Secret}" };
            if (isRight && Status == 200)
                lock (_received)
                    _received.Add(JsonNode.Parse(exchange.Body)!);
            return exchange.JsonAsync("{}", isRight ? Status : 404);
        }
    }
}
