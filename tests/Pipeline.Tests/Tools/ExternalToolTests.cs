using System.Diagnostics;
using System.Globalization;
using System.Text;
using CsCheck;
using Foundation.Failures;
using Foundation.Secrets;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Tools;

namespace Pipeline.Tests.Tools;

public sealed class ExternalToolTests : IDisposable
{
    // Everything that a shell, a quoting rule or a terminal gives a meaning to.
    private const string Special = "\"\\'`$;&|<>()[]{}*?~#!%^=-+,.:/@ \t\n\ré→x1";
    private const string PrintArguments =
        """for a in "$@"; do printf 'x%s' "$(printf '%s' "$a" | od -An -v -tx1 | tr -d ' \n')"; echo; done""";
    private static readonly Gen<string[]> AnyArguments = Gen.String[Gen.Char[Special], 0, 12].Array[0, 6];
    private readonly ScriptedTools _tools = new();
    private readonly AnySettings _settings = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _tools.Dispose();

    [Fact]
    public async Task Any_data_reaches_the_tool_as_the_very_arguments_it_was()
    {
        _tools.Add("any", PrintArguments);

        await AnyArguments.SampleAsync(
            async arguments =>
            {
                var output = await RunAsync(arguments);
                output.Lines.Select(Decoded).ShouldBe(arguments);
            },
            iter: 60,
            threads: 2
        );
    }

    [Theory]
    [InlineData("a b\";$(x)")]
    [InlineData("trailing backslash\\")]
    [InlineData("\\\\\" \\")]
    [InlineData("\"quoted\"")]
    [InlineData("")]
    [InlineData("{0} {{1}}")]
    public async Task Awkward_argument_reaches_the_tool_unchanged(string argument)
    {
        _tools.Add("any", PrintArguments);

        (await RunAsync(argument, "next")).Lines.Select(Decoded).ShouldBe([argument, "next"]);
    }

    [Fact]
    public async Task Argument_with_a_NUL_character_is_refused()
    {
        await Should.ThrowAsync<ArgumentException>(() => RunAsync("a\0b"));
    }

    [Fact]
    public async Task Standard_input_reaches_the_tool_byte_by_byte()
    {
        _tools.Add("any", "od -An -v -tx1");

        var output = await RunAsync(ToolCommand.Of("read") with { StandardInput = new byte[] { 0, 255, 10 } });

        output.Text.ShouldBe("00 ff 0a");
    }

    [Fact]
    public async Task Without_input_the_tool_reads_the_end_of_file_at_once()
    {
        _tools.Add("any", "cat; echo end");

        (await RunAsync()).Text.ShouldBe("end");
    }

    [Fact]
    public async Task Tool_that_does_not_read_its_input_can_succeed()
    {
        _tools.Add("any", "exit 0");

        var output = await RunAsync(ToolCommand.Of("ignore") with { StandardInput = new byte[1_000_000] });

        output.Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Variables_of_the_command_win_over_those_of_the_settings()
    {
        _tools.Add("any", "echo \"$A $B\"");
        _settings.EnvironmentVariables = new Dictionary<string, string> { ["A"] = "settings", ["B"] = "settings" };
        var command = ToolCommand.Of("echo") with { Variables = new Dictionary<string, string> { ["B"] = "command" } };

        (await RunAsync(command)).Text.ShouldBe("settings command");
    }

    [Fact]
    public async Task Lines_are_handed_on_while_the_tool_still_runs()
    {
        _tools.Add("any", $"echo first; while [ ! -e {_tools.PathOf("seen")} ]; do sleep 0.05; done; echo last >&2");
        var lines = new List<string>();

        await RunAsync(ToolCommand.Of("talk") with { OnLine = Listen });

        lines.ShouldBe(["first", "last"]);

        void Listen(string line)
        {
            lines.Add(line);
            File.WriteAllText(_tools.PathOf("seen"), "");
        }
    }

    [Fact]
    public async Task Large_output_on_both_streams_does_not_block_the_tool()
    {
        _tools.Add("any", "i=0; while [ $i -lt 20000 ]; do echo out$i; echo err$i >&2; i=$((i+1)); done");

        var output = await RunAsync();

        output.Lines.Count.ShouldBe(20_000);
        output.ErrorLines[^1].ShouldBe("err19999");
    }

    [Fact]
    public async Task Tool_that_takes_too_long_is_stopped_with_its_children()
    {
        _tools.Add("any", "sleep 600 & echo $!; wait");
        _settings.ToolTimeout = TimeSpan.FromMilliseconds(500);
        var child = 0;

        var failure = await Should.ThrowAsync<ReleaseException>(
            RunAsync(
                ToolCommand.Of("hang") with
                {
                    OnLine = line => child = int.Parse(line, CultureInfo.InvariantCulture),
                }
            )
        );

        failure.Message.ShouldBe("any hang did not end within 0.5s and was stopped.");
        await ShouldEndAsync(child);
    }

    [Fact]
    public async Task Cancelling_ends_the_tool_and_its_children()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        _tools.Add("any", "sleep 600 & echo $!; wait");
        var child = 0;
        var command = ToolCommand.Of("hang") with { OnLine = Interrupt };

        await Should.ThrowAsync<OperationCanceledException>(
            new AnyTool(_tools.Host).Run(_settings, command, cancel.Token)
        );

        await ShouldEndAsync(child);

        void Interrupt(string line)
        {
            child = int.Parse(line, CultureInfo.InvariantCulture);
            cancel.CancelAfter(TimeSpan.Zero);
        }
    }

    [Fact]
    public async Task Tool_that_Ctrl_C_ended_first_is_an_interruption_and_no_failure()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        // As a shell says of what the signal ended. The signal itself may be ignored here: below a background job.
        _tools.Add("any", "echo; exit 130");
        var command = ToolCommand.Of("push") with { OnLine = _ => cancel.CancelAfter(TimeSpan.FromMilliseconds(200)) };
        // On it the grace that the word of it has to reach us does not pass.
        var time = new FakeTimeProvider();

        await Should.ThrowAsync<OperationCanceledException>(
            new AnyTool(_tools.Host with { Time = time }).Run(_settings, command, cancel.Token)
        );
    }

    [Fact]
    public async Task Tool_that_ends_as_if_interrupted_by_itself_has_failed()
    {
        _tools.Add("any", "exit 130");

        (await Should.ThrowAsync<ReleaseException>(RunAsync())).Message.ShouldContain("exit code 130");
    }

    [Fact]
    public async Task Daemon_that_a_tool_leaves_behind_does_not_hold_up_its_answer()
    {
        _tools.Add("any", "sleep 600 & echo $!");
        var started = Stopwatch.GetTimestamp();

        var daemon = int.Parse((await RunAsync()).Text, CultureInfo.InvariantCulture);

        using var left = Process.GetProcessById(daemon);
        left.Kill();
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Tool_that_is_not_installed_says_how_to_get_it()
    {
        var failure = await Should.ThrowAsync<ReleaseException>(RunAsync());

        failure.Message.ShouldBe("any run: any cannot be started.");
        failure.NextStep.ShouldBe("Install any.");
    }

    [Fact]
    public async Task File_that_cannot_be_executed_says_how_to_get_the_tool()
    {
        await File.WriteAllTextAsync(_tools.PathOf("any"), "no program", Ct);

        (await Should.ThrowAsync<ReleaseException>(RunAsync())).NextStep.ShouldBe("Install any.");
    }

    [Theory]
    [InlineData("echo one >&2; echo two >&2; exit 3", "any run failed with exit code 3: two")]
    [InlineData("echo 'error: cause' >&2; echo epilogue >&2; exit 1", "any run failed with exit code 1: error: cause")]
    [InlineData("exit 4", "any run failed with exit code 4, and said nothing.")]
    public async Task Failure_is_one_line_with_the_exit_code_and_the_line_that_tells_most(string body, string expected)
    {
        _tools.Add("any", body);

        (await Should.ThrowAsync<ReleaseException>(RunAsync())).Message.ShouldBe(expected);
    }

    [Fact]
    public async Task Known_failure_is_recognised_by_its_text_and_names_the_next_step()
    {
        _tools.Add("any", "echo 'ERROR: You Are Not Known here' >&2; exit 1");

        var failure = await Should.ThrowAsync<ReleaseException>(RunAsync());

        failure.Message.ShouldBe("any run: nobody is logged in.");
        failure.NextStep.ShouldBe("any login");
    }

    [Fact]
    public async Task Secret_comes_back_in_no_message_no_line_and_no_log()
    {
        _tools.Add("any", "read password; echo \"got $password\"; echo \"bad $password\" >&2; exit 1");
        var lines = new List<string>();
        var command = ToolCommand.Of("login") with
        {
            StandardInput = Encoding.UTF8.GetBytes("hunter2\n"),
            Secrets = [new Secret("hunter2")],
            OnLine = lines.Add,
        };

        var failure = await Should.ThrowAsync<ReleaseException>(RunAsync(command));

        failure.ToString().ShouldNotContain("hunter2");
        failure.Message.ShouldBe("any login failed with exit code 1: bad ***");
        lines.ShouldBe(["got ***", "bad ***"], ignoreOrder: true);
        _tools.Log.Lines.ShouldHaveSingleItem().ShouldEndWith("any ");
    }

    [Fact]
    public async Task Secret_among_the_arguments_is_a_bug_that_starts_nothing()
    {
        _tools.Add("any", $"touch {_tools.PathOf("started")}");
        var command = ToolCommand.Of("login", "--password", "hunter2") with { Secrets = [new Secret("hunter2")] };

        await Should.ThrowAsync<InvalidOperationException>(RunAsync(command));

        File.Exists(_tools.PathOf("started")).ShouldBeFalse();
    }

    private Task<ToolOutput> RunAsync(params string[] arguments) => RunAsync(ToolCommand.Of("run", arguments));

    private Task<ToolOutput> RunAsync(ToolCommand command) => new AnyTool(_tools.Host).Run(_settings, command, Ct);

    private static string Decoded(string line) => Encoding.UTF8.GetString(Convert.FromHexString(line[1..]));

    // The kernel ends a process that was killed when it is that process's turn, which a busy machine may put off.
    private static async Task ShouldEndAsync(int id)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (IsAlive(id))
            await Task.Delay(20, limit.Token);
    }

    private static bool IsAlive(int id)
    {
        // Without a parent that waits for it, a dead process stays listed as a zombie.
        var status = $"/proc/{id}/stat";
        return File.Exists(status) && !File.ReadAllText(status).Contains(") Z ", StringComparison.Ordinal);
    }

    private sealed class AnySettings : ExternalToolSettings;

    private sealed class AnyTool(ToolHost host) : ExternalTool<AnySettings>(host)
    {
        protected override string InstallHint => "Install any.";

        public Task<ToolOutput> Run(AnySettings settings, ToolCommand command, CancellationToken cancellationToken) =>
            RunAsync(settings, command, cancellationToken);

        protected override string GetToolName() => "any";

        protected override IReadOnlyList<FailureHint> FailureHints(AnySettings settings) =>
            [new("you are not known", "nobody is logged in.", "any login")];
    }
}
