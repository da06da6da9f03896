using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.Terminal;

/// <summary>A hundred regions in a real terminal.</summary>
public sealed class HundredRegionsTests
{
    public HundredRegionsTests() => Tmux.SkipUnlessInstalled();

    [Fact]
    public async Task Twenty_four_lines_show_what_runs_and_what_failed_and_count_the_rest()
    {
        using var folder = new TemporaryFolder();
        var fleet = $"--fleet={HundredRegions.WriteTo(folder)}";
        await using var terminal = await Tmux.StartAsync(
            80,
            24,
            [fleet, "--fault=region7:migration-hangs", "--fault=region99:migration-fails"]
        );

        var screen = await terminal.UntilAsync(screen =>
            screen.Contains("1 failed, 1 running, 98 done", StringComparison.Ordinal)
        );

        Tmux.LineOf(screen, "region7").ShouldNotBeNull().ShouldContain("●");
        Tmux.LineOf(screen, "region99").ShouldNotBeNull().ShouldContain("✗");
        screen.ShouldContain("more: 8");
        screen.TrimEnd().Split('\n').Length.ShouldBeLessThan(24);
    }
}
