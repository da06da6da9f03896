using Microsoft.Extensions.Time.Testing;
using Pipeline.Tools;

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

    private Task<ToolOutput> RunAsync(ToolCommand command)
    {
        return new AnyTool(_tools.Host with { Time = _clock }).Run(
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
