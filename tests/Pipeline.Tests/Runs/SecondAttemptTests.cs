using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Runs;

/// <summary>A release has set images and failed, and the same command fails once more.</summary>
public sealed class SecondAttemptTests
{
    [Theory]
    [InlineData(StagedMigration.Clear)]
    [InlineData(StagedMigration.Unsafe)]
    public async Task It_says_the_same_of_the_way_back_as_the_first(string migration)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.CommitAsync(StagedMigration.File, migration);
        fleet["north"].Faults.Add(FaultKind.CrashLoop);

        var first = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);
        var second = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);

        WayBack(second).ShouldBe(WayBack(first));
        WayBack(second).ShouldContain("--version=1.2.2");
        Migrations(second).ShouldBe(Migrations(first));
        (second.Region("north").From, second.Region("north").Before).ShouldBe(("1.2.3", "1.2.2"));
    }

    [Fact]
    public async Task After_one_that_was_stopped_between_two_workloads_too()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Clear);
        fleet["north"].Faults.Add(FaultKind.CrashLoop);
        (await fleet.RunUntilAsync($"web -> {fleet.Image}:1.2.3")).ShouldEndWith(ExitCode.Interrupted);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);

        WayBack(run).ShouldContain("--version=1.2.2");
        run.Region("north").Before.ShouldBe("1.2.2");
    }

    [Fact]
    public async Task A_first_attempt_has_nothing_before_it()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        (run.Region("north").From, run.Region("north").Before).ShouldBe(("1.2.2", null));
    }

    private static string WayBack(FinishedRun run)
    {
        var lines = run.Lines.Select(line => line.Trim()).ToArray();
        var at = Array.FindIndex(lines, line => line.StartsWith("way back: ", StringComparison.Ordinal));
        return string.Join(' ', lines[at..(at + 3)]);
    }

    private static IEnumerable<(string, string)> Migrations(FinishedRun run) =>
        run.Record.Migrations.Select(verdict => (verdict.From, $"{verdict.Verdict}"));
}
