using Drill.Kubelet;
using Pipeline.Running;
using Releases.Records;

namespace Pipeline.Tests.Drills;

public sealed class ResumptionTests
{
    [Fact]
    public async Task A_run_that_meets_its_version_migrating_joins_it_and_shows_the_log_from_its_first_line()
    {
        await using var fleet = await MigratingFor(40);
        await fleet.RunUntilAsync("| step 3");

        var run = (await fleet.RunAsync("Deploy", "--tail-migration")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("migrate: joining the running Job migration of 1.2.3");
        run.Lines.Where(line => line.Contains("| step "))
            .Select(line => line.Split("| ")[1])
            .ShouldBe(Enumerable.Range(1, 40).Select(step => $"step {step}"));
    }

    [Fact]
    public async Task A_Job_that_has_finished_is_never_run_again_for_the_same_version()
    {
        await using var fleet = await MigratingFor(1);
        (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Done);
        var job = fleet.JobOf("north");

        var run = (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("Job migration has migrated to 1.2.3 already");
        (fleet.JobOf("north"), fleet.MigrationPodsOf("north")).ShouldBe((job, 1));
    }

    [Fact]
    public async Task Waves_that_an_interrupted_run_never_reached_are_in_its_record()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet["north"].MigrationScript = _ => ContainerProgram.Serves("step 1");

        var run = await fleet.RunUntilAsync("| step 1");

        run.ShouldEndWith(ExitCode.Interrupted);
        run.Record.Regions.Select(region => region.Outcome).ShouldBe([Outcome.Interrupted, Outcome.Skipped]);
        run.Region("south").Stages.ShouldBeEmpty();
    }

    internal static async Task<StagedFleet> MigratingFor(int lines)
    {
        var fleet = await StagedFleet.StartAsync("north");
        var log = Enumerable.Range(1, lines).Select(step => $"step {step}").ToArray();
        fleet["north"].MigrationScript = _ => ContainerProgram.Exits(0, log);
        return fleet;
    }
}
