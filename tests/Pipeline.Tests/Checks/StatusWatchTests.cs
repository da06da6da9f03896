using System.Text.Json;
using Pipeline.Hosting;
using Pipeline.Running;
using Pipeline.Terminal.Live;
using Pipeline.Tests.Drills;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Pipeline.Tests.Checks;

public sealed class StatusWatchTests
{
    [Fact]
    public async Task Without_a_terminal_it_writes_one_block_after_the_other_until_Control_C()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = await WatchedAsync(fleet, blocks: 2);

        run.ShouldEndWith(ExitCode.Done);
        run.Lines.Count(line => line.StartsWith("Region ", StringComparison.Ordinal)).ShouldBe(2);
        run.Lines.Count(line => line.StartsWith("north ", StringComparison.Ordinal)).ShouldBe(2);
        run.Output.ShouldNotContain("\e");
    }

    [Fact]
    public async Task The_exit_code_is_that_of_the_last_status()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        var blocks = 0;

        var run = await WatchedAsync(
            fleet,
            blocks: 2,
            onBlock: () =>
            {
                if (++blocks == 1)
                    fleet["north"].Access.Deny("list", "deployments.apps");
            }
        );

        run.ShouldEndWith(ExitCode.Failed);
        run.Output.ShouldContain("1 region: 1 healthy.");
        run.Output.ShouldContain("1 region: 1 unknown.");
    }

    [Fact]
    public async Task Each_block_of_JSON_is_whole()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = await WatchedAsync(fleet, blocks: 2, "--output=json");

        run.ShouldEndWith(ExitCode.Done);
        var texts = run.Output.Split("\n}", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        texts.Length.ShouldBe(2);
        foreach (var text in texts)
            JsonDocument.Parse(text + "}").RootElement.GetProperty("healthy").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task On_a_terminal_the_next_status_takes_the_place_of_the_one_before()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var written = await PaintedAsync(fleet, fleet.Environment);

        written.ShouldContain("again in 2s; Ctrl-C ends it");
        var last = written.Split("\e[J")[^1];
        last.ShouldContain("1 region: 1 healthy.");
        last.Split('\n').ShouldAllBe(line => line.Replace("\e[?2026l", "").Length <= 60);
    }

    [Fact]
    public async Task A_secret_is_kept_from_the_terminal_too()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        var variables = fleet.Environment.ToDictionary();
        variables["DOCKER_REGISTRY_PASSWORD"] = "1 healthy";

        var written = await PaintedAsync(fleet, variables);

        written.ShouldContain("1 region: ***.");
        written.ShouldNotContain("1 healthy");
    }

    private static async Task<string> PaintedAsync(StagedFleet fleet, IReadOnlyDictionary<string, string> variables)
    {
        using var folder = new TemporaryFolder();
        using var console = new TestConsole().EmitAnsiSequences().Colors(ColorSystem.NoColors);
        console.Profile.Width = 60;
        using var controlC = new CancellationTokenSource();
        var screen = new Screen(console.Profile.Out.Writer, new Lazy<IAnsiConsole>(console));
        var environment = CommandRun.EnvironmentIn(folder, TextWriter.Null, TextWriter.Null, variables) with
        {
            Screen = screen,
            Output = screen.Writer,
            Errors = screen.Writer,
        };

        // Cake holds the thread that it runs on.
        var watching = Task.Run(() =>
            ReleaseCommand.RunAsync(fleet.Words("Status", ["--watch", "--interval=2s"]), environment, controlC.Token)
        );
        while (!watching.IsCompleted && !Written().Contains("\e[J", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        await controlC.CancelAsync();

        (await watching).ShouldBe(ExitCode.Done, Written());
        return Written();

        string Written()
        {
            lock (console)
                return console.Output;
        }
    }

    [Theory]
    [InlineData("table", 1)]
    [InlineData("table", 2)]
    [InlineData("json", 2)]
    public async Task A_watch_that_nobody_reads_any_more_ends(string format, int blocks)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        using var folder = new TemporaryFolder();
        using var output = new ClosedPipe(blocks);
        using var errors = new StringWriter();
        var environment = CommandRun.EnvironmentIn(folder, output, errors, fleet.Environment);

        // Cake holds the thread that it runs on.
        var code = await Task.Run(() =>
                ReleaseCommand.RunAsync(
                    fleet.Words("Status", ["--watch", "--interval=2s", $"--output={format}"]),
                    environment,
                    TestContext.Current.CancellationToken
                )
            )
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        code.ShouldBe(ExitCode.Failed);
        errors.ToString().TrimEnd().ShouldBe("error: the output could not be written: Broken pipe");
    }

    // Its reader goes after some blocks.
    private sealed class ClosedPipe(int blocks) : StringWriter
    {
        private int _left = blocks;

        public override void WriteLine(string? value)
        {
            if (_left == 0)
                throw new IOException("Broken pipe");
            if (value?.StartsWith("1 region: ", StringComparison.Ordinal) == true || value?.EndsWith('}') == true)
                _left--;
        }
    }

    [Theory]
    [InlineData("--interval=1s --watch", "--interval: '1s' is not between 2s and 1h")]
    [InlineData("--interval=2h --watch", "--interval: '2h' is not between 2s and 1h")]
    [InlineData("--interval=5s", "--interval: only --watch has one; add it, or leave --interval out")]
    [InlineData(
        "--watch --schema",
        "--schema: it starts a Job in each region, so not again and again; leave --watch out"
    )]
    [InlineData(
        "--watch --report=x.html",
        "--report: a watch has no end that a page could be made of; leave --watch out"
    )]
    [InlineData(
        "--report=x.html --interval=5s --watch",
        "--report: a watch has no end that a page could be made of; leave --watch out"
    )]
    public async Task What_no_watch_can_do_is_refused(string words, string problem)
    {
        var run = await CommandRun.OfAsync(
            ["--target=Status", .. words.Split(' ')],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );

        run.ShouldEndWith(ExitCode.Usage).Errors.TrimEnd().ShouldBe($"error: {problem}");
    }

    private static async Task<FinishedRun> WatchedAsync(
        StagedFleet fleet,
        int blocks,
        string format = "--output=table",
        Action? onBlock = null
    )
    {
        using var controlC = new CancellationTokenSource();
        return await CommandRun.OfAsync(
            fleet.Words("Status", ["--watch", "--interval=2s", format]),
            fleet.Environment,
            controlC.Token,
            Watch
        );

        void Watch(string text)
        {
            if (!text.StartsWith("1 region: ", StringComparison.Ordinal) && !text.TrimEnd().EndsWith('}'))
                return;
            onBlock?.Invoke();
            if (--blocks == 0)
                controlC.Cancel();
        }
    }
}
