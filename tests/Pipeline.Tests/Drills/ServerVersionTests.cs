using Drill.Faults;
using Drill.Settings;
using Pipeline.Running;
using Releases.Records;

namespace Pipeline.Tests.Drills;

/// <summary>A release and its failures on servers from the oldest to the newest that people have.</summary>
public sealed class ServerVersionTests
{
    [Theory]
    [InlineData(21)]
    [InlineData(26)]
    [InlineData(36)]
    public async Task A_release_goes_through(int minor)
    {
        await using var fleet = await StagedFleet.StartAsync(new ClusterVersion(minor, 0), "north");

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.Region("north").Live.ShouldBe(StagedFleet.To);
        (await fleet.RunAsync("Deploy")).StageOf("north", Stage.Migrate).ShouldBe(Outcome.Skipped);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(26)]
    [InlineData(36)]
    public async Task A_migration_that_fails_is_known(int minor)
    {
        await using var fleet = await StagedFleet.StartAsync(new ClusterVersion(minor, 0), "north");
        fleet["north"].Faults.Add(FaultKind.MigrationFails);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);

        run.Region("north").Failure.ShouldNotBeNull().Reason.ShouldBe("BackoffLimitExceeded");
    }
}
