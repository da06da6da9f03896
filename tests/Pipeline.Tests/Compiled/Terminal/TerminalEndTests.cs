using Pipeline.Running;

namespace Pipeline.Tests.Compiled.Terminal;

/// <summary>What a drill leaves on a real terminal.</summary>
public sealed class TerminalEndTests
{
    public TerminalEndTests() => Tmux.SkipUnlessInstalled();

    [Fact]
    public async Task Ctrl_C_leaves_the_last_picture_the_summary_and_a_terminal_to_go_on_with()
    {
        await using var terminal = await Tmux.StartAsync(80, 24, [Tmux.Hanging, "--regions=uk,au", "--waves=uk,au"]);
        await terminal.UntilAsync(screen => Tmux.LineOf(screen, "au")?.Count(letter => letter == '✓') == 3);

        await terminal.TypeAsync("C-c");

        (await terminal.EndAsync()).ShouldBe(ExitCode.Interrupted);
        var history = await terminal.HistoryAsync();
        history.ShouldContain("Stopping: finishing what is in flight.");
        Tmux.LineOf(history, "uk").ShouldNotBeNull().ShouldMatch(@"^uk +■ \d+s +· +·");
        history.ShouldContain("next: run the same command again; it begins a new drill");
        Headers(history).ShouldBe(2, history);
        (await terminal.HasCursorAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_drill_that_goes_well_ends_with_its_summary_alone()
    {
        await using var terminal = await Tmux.StartAsync(80, 24, ["--regions=uk"]);

        (await terminal.EndAsync()).ShouldBe(ExitCode.Done);

        var history = await terminal.HistoryAsync();
        Headers(history).ShouldBe(1, history);
        history.ShouldContain("Drill 1.2.3 succeeded in");
        history.ShouldNotContain("✓");
        // The picture says what goes on; Cake's headings are for who asks for them.
        history.ShouldNotContain("=====");
    }

    [Fact]
    public async Task A_dumb_terminal_gets_lines()
    {
        await using var terminal = await Tmux.StartAsync(80, 24, ["--regions=uk"], "TERM=dumb");

        (await terminal.EndAsync()).ShouldBe(ExitCode.Done);

        var history = await terminal.HistoryAsync();
        history.ShouldContain("Z [uk] migrate: started");
        history.ShouldNotContain("✓");
    }

    private static int Headers(string history) =>
        history.Split('\n').Count(line => line.StartsWith("Region ", StringComparison.Ordinal));
}
