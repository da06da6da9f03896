using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Runs;

/// <summary>What is said of a region that has one workload.</summary>
public sealed class OneWorkloadTests
{
    [Fact]
    public async Task It_is_said_in_the_singular_by_every_stage()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await LeaveOneAsync(fleet);
        fleet["north"].Faults.Add(FaultKind.CrashLoop);
        var failed = (await fleet.RunAsync("Deploy", "--on-failure=rollback")).ShouldEndWith(ExitCode.Failed);
        fleet["north"].Faults.Clear();

        var done = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        var again = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        DetailOf(failed, Stage.Restore).ShouldStartWith("1 workload has its former images back, ");
        DetailOf(done, Stage.SetImage).ShouldBe("1 of 1 workload changed");
        DetailOf(done, Stage.Verify).ShouldStartWith("1 workload rolled out, ");
        DetailOf(again, Stage.SetImage).ShouldBe("the workload has 1.2.3 already");
    }

    private static string DetailOf(FinishedRun run, Stage stage) =>
        run.Region("north").Stages.Single(entry => entry.Name == stage).Detail.ShouldNotBeNull();

    private static async Task LeaveOneAsync(StagedFleet fleet)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var lines = await File.ReadAllLinesAsync(fleet.FleetFilePath, cancelled);
        await File.WriteAllLinesAsync(
            fleet.FleetFilePath,
            lines
                .Where(line => !line.Contains("image=mat-cms-static", StringComparison.Ordinal))
                .Select(line => line.Replace(", CronJob", "", StringComparison.Ordinal)),
            cancelled
        );
    }
}
