namespace Pipeline.Tests.Compiled.Terminal;

/// <summary>A drill in a real terminal, while it goes on.</summary>
public sealed class TerminalTests
{
    public TerminalTests() => Tmux.SkipUnlessInstalled();

    [Fact]
    public async Task The_lanes_are_one_whole_picture_whatever_size_the_terminal_has_or_gets()
    {
        await using var terminal = await Tmux.StartAsync(
            120,
            40,
            [Tmux.Hanging, "--fault=au:crash-loop", "--regions=uk,au,us", "--waves=uk,au,us"]
        );
        await terminal.UntilAsync(screen =>
            Tmux.LineOf(screen, "au")?.Contains('✗', StringComparison.Ordinal) == true
            && Tmux.LineOf(screen, "us")?.Count(letter => letter == '✓') == 3
        );
        (await terminal.ScreenAsync("-e")).ShouldMatch("\e\\[36m●");
        // The failure itself is a line that stays, of whichever crashed three times first. It follows its sign in the
        // picture.
        await terminal.UntilHistoryAsync(HasFailure);

        foreach (var (width, height) in new[] { (120, 40), (80, 24), (40, 20), (100, 24), (45, 24), (120, 30) })
        {
            await terminal.ResizeAsync(width, height);
            var screen = Newest(await terminal.UntilAsync(screen => HasColumnsOf(width, Newest(screen))));

            Tmux.LineOf(screen, "Region").ShouldNotBeNull().ShouldMatch("^Region +Migrate +Set.* +Verify");
            Tmux.LineOf(screen, "uk").ShouldNotBeNull().ShouldMatch(@"^uk +● \d+s +· +·");
            foreach (var row in new[] { "Region", "uk", "au", "us", "Drill 1.2.3" })
                Count(screen, row).ShouldBe(1, screen);
        }

        // A window that is pulled at: no size stays for long enough to be painted for.
        for (var pull = 0; pull < 8; pull++)
        {
            await terminal.ResizeAsync(40, 20);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
            await terminal.ResizeAsync(120, 30);
            await Task.Delay(TimeSpan.FromMilliseconds(30 * pull), TestContext.Current.CancellationToken);
        }
        await terminal.UntilAsync(screen => HasColumnsOf(120, Newest(screen)));

        var history = await terminal.HistoryAsync();
        HasFailure(history).ShouldBeTrue(history);
    }

    [Fact]
    public async Task Without_colours_and_Unicode_the_picture_is_plain_ASCII()
    {
        await using var terminal = await Tmux.StartAsync(
            80,
            24,
            [Tmux.Hanging, "--regions=uk"],
            "NO_COLOR=1",
            "LC_ALL=C"
        );

        await terminal.UntilAsync(screen => Tmux.LineOf(screen, "uk")?.Contains('>', StringComparison.Ordinal) == true);

        var screen = await terminal.ScreenAsync("-e");
        screen.ShouldAllBe(letter => char.IsAscii(letter));
        screen.ShouldNotMatch("\e\\[[39][0-7]m");
    }

    private static bool HasFailure(string history) =>
        history.ReplaceLineEndings("").Contains("verify: FAILED: Deployment ", StringComparison.Ordinal);

    private static bool HasColumnsOf(int width, string screen) =>
        Tmux.LineOf(screen, "Region") is { } header
        && header.Contains("Pods", StringComparison.Ordinal) == width > 60
        // A header that is wider than the terminal is of the size before.
        && !screen.Split('\n').Any(line => line.Trim() == "Pods")
        && Count(screen, "us") == 1;

    // tmux tells a program of a new size up to a quarter of a second late. What is painted meanwhile leaves the upper
    // lines of the picture before it behind, which no program can know.
    private static string Newest(string screen) =>
        screen.LastIndexOf("\nDrill 1.2.3 ", StringComparison.Ordinal) is var at && at >= 0 ? screen[(at + 1)..] : "";

    private static int Count(string screen, string start) =>
        screen.Split('\n').Count(line => line.StartsWith($"{start} ", StringComparison.Ordinal));
}
