using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Rollbacks;

/// <summary>A release was stopped, and its migration goes on in the cluster, when somebody goes back.</summary>
public sealed class UnendedMigrationTests
{
    private const string Running = "north: Job migration of 1.2.3 is running";
    private const string Ending = "./build.sh --target=CancelMigration --regions=north";

    [Theory]
    [InlineData("Rollback", "--version=1.2.2")]
    [InlineData("Rollback", "--version=1.2.2", "--accept-migration-risk")]
    [InlineData("Rollback", "--version=1.2.2", "--unapply-migrations")]
    [InlineData("CheckRollback", "--version=1.2.2")]
    public async Task It_is_told_before_anything_changes(string target, params string[] arguments)
    {
        await using var fleet = await StoppedAsync();

        var run = (await fleet.RunAsync(target, arguments)).ShouldEndWith(ExitCode.Refused);

        // CheckRollback says it on the error stream.
        var said = $"{run.Said} {run.Errors}";
        said.ShouldContain($"{Running}; next: wait for its end, or end it");
        said.ShouldContain(Ending);
        fleet.MigrationPodsOf("north").ShouldBe(1);
    }

    [Fact]
    public async Task Older_images_are_not_set_under_it()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.Git("tag", "--annotate", "--message=1.2.1", "1.2.1", "1.2.2^{commit}");
        fleet.Push("tags/1.2.1");
        await fleet.PushAsync("1.2.1");
        await StopAsync(fleet);

        (await fleet.RunAsync("Rollback", "--version=1.2.1"))
            .ShouldEndWith(ExitCode.Refused)
            .Said.ShouldContain(Running);

        fleet.ImageOf("north", "deployments.apps", "web", "web").ShouldEndWith(":1.2.2");
    }

    [Fact]
    public async Task What_is_pasted_into_a_shell_ends_before_it()
    {
        await using var fleet = await StoppedAsync();

        var run = await fleet.RunAsync("CheckRollback", "--version=1.2.2", "--output=shell");

        run.ShouldEndWith(ExitCode.Refused).Output.ShouldContain($"- {Running}");
        run.Output.ShouldContain("exit 3");
    }

    [Fact]
    public async Task When_it_was_ended_the_region_goes_back()
    {
        await using var fleet = await StoppedAsync();
        (await fleet.RunAsync("CancelMigration", "--regions=north")).ShouldEndWith(ExitCode.Done);

        (await fleet.RunAsync("Rollback", "--version=1.2.2", "--accept-migration-risk")).ShouldEndWith(ExitCode.Done);
    }

    [Theory]
    [InlineData("1.2.4", null, "migration", "north: Job migration of 1.2.4 is running")]
    [InlineData(null, null, "migration", "north: Job migration of an unknown version is running")]
    [InlineData(
        "1.2.4",
        "1.2.2",
        "migration-unapply-1",
        "north: Job migration-unapply-1 of the way back from 1.2.4 is running"
    )]
    public async Task So_is_a_Job_that_somebody_has_made_by_hand(
        string? version,
        string? back,
        string name,
        string expected
    )
    {
        await using var fleet = await MigratedFleet.ServingAsync(SampleMigrations.Clear);
        fleet["north"].MigrationScript = _ => ContainerProgram.Serves("Running migrations:");
        fleet.MigrateByHand("north", version, back, name);

        (await fleet.RunAsync("Rollback", "--version=1.2.2"))
            .ShouldEndWith(ExitCode.Refused)
            .Said.ShouldContain(expected);
    }

    [Fact]
    public async Task A_Job_that_leads_to_the_wanted_version_is_no_obstacle()
    {
        await using var fleet = await MigratedFleet.ServingAsync(SampleMigrations.Clear);
        fleet["north"].MigrationScript = _ => ContainerProgram.Serves("Running migrations:");
        fleet.MigrateByHand("north", "1.2.2");

        var run = (await fleet.RunAsync("Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Done);

        run.Region("north").Outcome.ShouldBe(Outcome.Succeeded);
    }

    private static async Task<StagedFleet> StoppedAsync()
    {
        var fleet = await StagedFleet.StartAsync("north");
        await StopAsync(fleet);
        return fleet;
    }

    // Its images are still those of before.
    private static async Task StopAsync(StagedFleet fleet)
    {
        fleet["north"].MigrationScript = _ => ContainerProgram.Serves("Running migrations:");
        (await fleet.RunUntilAsync("| Running migrations:")).ShouldEndWith(ExitCode.Interrupted);
    }
}
