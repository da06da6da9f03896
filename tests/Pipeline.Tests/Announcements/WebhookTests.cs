using System.Globalization;
using System.Text.Json.Nodes;
using Drill.Faults;
using Loopback;
using Pipeline.Options;
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

        using var folder = new TemporaryFolder();
        var file = folder.Write("webhooks", $"# the team's channel\n\n{hook.Address}\n");

        var run = (await fleet.RunAsync("Deploy", $"--notify={file}")).ShouldEndWith(ExitCode.Done);

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
        fleet["north"].Faults.Add(FaultKind.MigrationFails);
        fleet.Exported["RELEASE_NOTIFY"] = $"slack+{hook.Address}";

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);

        var text = hook.Received[^1]["text"]!.GetValue<string>();
        text.ShouldStartWith("Deploy 1.2.3 failed: done in no region; not in north, south, by Ada.\nnorth: ");
        hook.Received.Count.ShouldBe(2);
    }

    // GitLab masks a variable only where it has neither spaces nor lines.
    [Theory]
    [InlineData("{0}a,{0}b", "a b")]
    [InlineData("{0}a,json+{0}b", "a b")]
    [InlineData("{0}a, {0}b,", "a b")]
    [InlineData("{0}a ,\n{0}b\r\n,json+{0}c", "a b c")]
    [InlineData("{0}a?of=1,2,{0}b", "a?of=1,2 b")]
    [InlineData(" , ", "")]
    public void Addresses_of_the_variable_may_be_separated_by_commas(string variable, string read)
    {
        const string Server = "https://hooks.example/";
        var reader = new OptionReader(
            CommandLine.Parse(["--target=Deploy"]),
            name => name == "RELEASE_NOTIFY" ? string.Format(CultureInfo.InvariantCulture, variable, Server) : null
        );

        var hooks = WebhookOptions.Read(reader, ".");

        reader.Problems.ShouldBeEmpty();
        hooks
            .Select(hook => hook.Address.Reveal())
            .ShouldBe(read.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(path => Server + path));
    }

    [Fact]
    public async Task A_run_that_was_refused_tells_nobody()
    {
        await using var hook = new Hook();
        await using var fleet = await StagedFleet.StartAsync("north");

        fleet.Exported["RELEASE_NOTIFY"] = hook.Address;

        (await fleet.RunAsync("Deploy", "--version=7.0.0")).ShouldEndWith(ExitCode.Refused);

        hook.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_webhook_that_fails_is_a_line_without_its_address_and_no_failed_release()
    {
        await using var hook = new Hook { Status = 410 };
        await using var fleet = await StagedFleet.StartAsync("north");

        fleet.Exported["RELEASE_NOTIFY"] = hook.Address;

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("127.0.0.1 did not take the notice: 410 Gone; the release goes on");
        run.ToString().ShouldNotContain(Hook.Secret);
    }

    [Theory]
    [InlineData("http://hooks.example/top-secret")]
    [InlineData("top-secret")]
    [InlineData("pager+https://hooks.example/top-secret")]
    public async Task A_wrong_address_is_a_usage_error_that_does_not_show_it(string address)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("webhooks", address);

        var inFile = await RunAsync($"--notify={file}", "");
        var inVariable = await RunAsync("--yes", address);

        inFile.ShouldContain($"error: --notify: {file}: not the https address of a webhook");
        inVariable.ShouldContain("error: RELEASE_NOTIFY: not the https address of a webhook");
        (inFile + inVariable).ShouldNotContain("top-secret");
    }

    [Fact]
    public async Task An_address_on_the_command_line_is_refused_and_not_shown_again()
    {
        var errors = await RunAsync("--notify=https://hooks.example/top-secret", "");

        errors.ShouldContain("error: --notify: an address is a secret");
        errors.ShouldNotContain("top-secret");
    }

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData("", "holds no address")]
    [InlineData("# nobody yet\n", "holds no address")]
    public async Task A_file_without_an_address_is_a_usage_error(string? text, string problem)
    {
        using var folder = new TemporaryFolder();
        var file = text is null ? folder["missing"] : folder.Write("webhooks", text);

        (await RunAsync($"--notify={file}", "")).ShouldContain($"error: --notify: {file} {problem}");
    }

    private static async Task<string> RunAsync(string argument, string variable)
    {
        var run = await CommandRun.OfAsync(
            ["--target=Deploy", "--version=1.2.3", argument],
            new Dictionary<string, string> { ["RELEASE_NOTIFY"] = variable },
            TestContext.Current.CancellationToken
        );
        run.ShouldEndWith(ExitCode.Usage);
        return run.Errors;
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
