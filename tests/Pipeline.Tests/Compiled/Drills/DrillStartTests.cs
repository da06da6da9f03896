using Pipeline.Running;

namespace Pipeline.Tests.Compiled.Drills;

/// <summary>A drill that does not get as far as its first task leaves nothing behind.</summary>
public sealed class DrillStartTests
{
    [Fact]
    public async Task An_interruption_during_the_start_leaves_no_process_and_no_folder()
    {
        using var drill = new DrillProcess(DrillProcess.NoEngine).WithHangingGit();
        var run = drill.RunAsync("--target=Drill", "--regions=uk");
        var git = await drill.HangingGitAsync();

        await drill.InterruptAsync();

        (await run).ShouldBe(ExitCode.Interrupted, drill.Errors);
        DrillProcess.IsAlive(git).ShouldBeFalse();
        drill.Folders.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failure_during_the_start_leaves_no_process_and_no_folder()
    {
        // The manifests are missing: the clusters cannot be seeded, while git still works on the checkout.
        using var drill = new DrillProcess(DrillProcess.NoEngine).WithHangingGit().WithoutManifests();

        (await drill.RunAsync("--target=Drill", "--regions=uk")).ShouldNotBe(ExitCode.Done);

        DrillProcess.IsAlive(await drill.HangingGitAsync()).ShouldBeFalse();
        drill.Folders.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failing_git_fails_the_drill_in_one_line_and_leaves_no_folder()
    {
        using var drill = new DrillProcess(DrillProcess.NoEngine).With("git", "echo 'fatal: no space' >&2; exit 128");

        (await drill.RunAsync("--target=Drill", "--regions=uk")).ShouldBe(ExitCode.Failed, drill.Errors);

        drill.Errors.ShouldContain("fatal: no space");
        drill.Folders.ShouldBeEmpty();
    }
}
