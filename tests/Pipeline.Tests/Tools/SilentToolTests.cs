using System.Collections.Concurrent;
using Cake.Core.IO;
using Foundation.Secrets;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Pipeline.Tools;
using Pipeline.Tools.Processes;

namespace Pipeline.Tests.Tools;

/// <summary>What is to be seen of a tool that says nothing for long.</summary>
public sealed class SilentToolTests : IDisposable
{
    private readonly ScriptedTools _tools = new();
    private readonly FakeTimeProvider _clock = new();

    public void Dispose() => _tools.Dispose();

    [Fact]
    public async Task A_tool_that_takes_long_shows_every_half_minute_that_it_lives()
    {
        var run = Start(ToolCommand.Of("fetch", "--all"));

        for (var said = 1; said <= 2; said++)
            await UntilAsync(() => Signs.Length == said);

        // The waits begin when the process runs, so the first may end a little later than its half minute.
        foreach (var sign in Signs)
            sign.ShouldMatch("^still running: any fetch, for [0-9hms ]+$");
        await EndAsync(run);
    }

    [Fact]
    public async Task What_a_tool_asks_is_shown_while_it_waits()
    {
        _tools.Add(
            "any",
            $"echo 'To sign in, use a web browser' >&2\nwhile [ ! -e '{_tools.PathOf("end")}' ]; do sleep 0.02; done"
        );
        var run = RunAsync(ToolCommand.Of("login"));

        await UntilAsync(() => Lines.Length > 0);

        Lines.ShouldBe(["any login says: To sign in, use a web browser"]);
        await EndAsync(run);
    }

    [Theory]
    [InlineData("Password: ", "Password:")]
    [InlineData("Do you want to continue (Y/n)?  ", "Do you want to continue (Y/n)?")]
    [InlineData("12%\\r57%\\rTouch the security key: ", "Touch the security key:")]
    public async Task A_question_without_a_line_end_is_shown_once_while_the_tool_waits(string asked, string shown)
    {
        _tools.Add(
            "any",
            $"printf '%b' '{asked}' >&2\nwhile [ ! -e '{_tools.PathOf("end")}' ]; do sleep 0.02; done\necho >&2"
        );
        var run = RunAsync(ToolCommand.Of("login"));

        await UntilAsync(() => Lines.Length > 0);
        await UntilAsync(() => Signs.Length > 0);

        Lines.ShouldBe([$"any login says: {shown}"]);
        run.IsCompleted.ShouldBeFalse();
        await EndAsync(run);
    }

    [Fact]
    public async Task A_question_among_lines_that_are_shown_is_shown_once_too()
    {
        _tools.Add(
            "any",
            $"echo step\nprintf 'Password: ' >&2\nwhile [ ! -e '{_tools.PathOf("end")}' ]; do sleep 0.02; done\necho >&2"
        );
        var lines = new ConcurrentQueue<string>();
        var run = RunAsync(ToolCommand.Of("push") with { OnLine = lines.Enqueue });

        await UntilAsync(() => lines.Contains("Password:"));

        run.IsCompleted.ShouldBeFalse();
        await EndAsync(run);
        lines.Count(line => line.StartsWith("Password:", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_question_is_told_without_the_secret_that_is_in_it()
    {
        _tools.Add(
            "any",
            $"printf 'Is hunter22 right? ' >&2\nwhile [ ! -e '{_tools.PathOf("end")}' ]; do sleep 0.02; done"
        );
        var run = RunAsync(ToolCommand.Of("login") with { Secrets = [new Secret("hunter22")] });

        await UntilAsync(() => Lines.Length > 0);

        Lines.ShouldBe(["any login says: Is *** right?"]);
        await EndAsync(run);
    }

    [Fact]
    public async Task Dots_that_go_on_are_no_question()
    {
        var exit = new TaskCompletionSource<int>();
        var looks = 0;
        var process = Substitute.For<IToolProcess>();
        process.WaitForExitAsync(Arg.Any<CancellationToken>()).Returns(exit.Task);
        process.UnfinishedError.Returns(_ => new string('.', ++looks));
        var runner = Substitute.For<IProcessRunner>();
        runner.Start(Arg.Any<FilePath>(), Arg.Any<ProcessSettings>()).Returns(process);
        _tools.Add("any", "exit 0");

        var run = RunAsync(ToolCommand.Of("login"), _tools.Host with { ProcessRunner = runner });
        await UntilAsync(() => looks > 3);

        Lines.ShouldBeEmpty();
        exit.SetResult(0);
        await run;
    }

    [Fact]
    public async Task A_tool_whose_own_lines_are_shown_needs_no_other_sign()
    {
        var lines = new List<string>();
        var run = Start(ToolCommand.Of("build") with { OnLine = lines.Add });
        await UntilAsync(() => lines.Count == 1);

        _clock.Advance(TimeSpan.FromMinutes(5));

        await EndAsync(run);
        Signs.ShouldBeEmpty();
    }

    private string[] Signs => Of("still");

    private string[] Lines => Of("any login says");

    private string[] Of(string beginning)
    {
        lock (_tools.Log.Lines)
            return [.. _tools.Log.Lines.Where(line => line.StartsWith(beginning, StringComparison.Ordinal))];
    }

    private Task<ToolOutput> Start(ToolCommand command)
    {
        _tools.Add("any", $"echo step\nwhile [ ! -e '{_tools.PathOf("end")}' ]; do sleep 0.02; done");
        return RunAsync(command);
    }

    private Task<ToolOutput> RunAsync(ToolCommand command, ToolHost? host = null)
    {
        return new AnyTool((host ?? _tools.Host) with { Time = _clock }).Run(
            command with
            {
                Limit = TimeSpan.FromHours(1),
            },
            TestContext.Current.CancellationToken
        );
    }

    // Only once the wait has begun does the clock move it.
    private async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
        }
    }

    private async Task EndAsync(Task run)
    {
        await File.WriteAllTextAsync(_tools.PathOf("end"), "", TestContext.Current.CancellationToken);
        await run;
    }

    private sealed class AnySettings : ExternalToolSettings;

    private sealed class AnyTool(ToolHost host) : ExternalTool<AnySettings>(host)
    {
        protected override string InstallHint => "Install any.";

        public Task<ToolOutput> Run(ToolCommand command, CancellationToken cancellationToken) =>
            RunAsync(new AnySettings(), command, cancellationToken);

        protected override string GetToolName() => "any";
    }
}
