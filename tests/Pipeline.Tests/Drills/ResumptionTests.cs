using Drill;
using Pipeline.Running;
using Releases.Records;
using Releases.Rollout;

namespace Pipeline.Tests.Drills;

public sealed class ResumptionTests
{
    // The last lines that a run writes before it is killed: before, in and after each stage.
    public static TheoryData<string> Moments =>
        ["migrate: started", "migrate: | step 3", "migrate: done", "set image: Deployment web", "verify: started"];

    [Theory, MemberData(nameof(Moments))]
    public async Task The_same_command_goes_on_where_a_killed_run_was(string moment)
    {
        await using var fleet = await MigratingFor(10);
        using var folder = new TemporaryFolder();
        await using var killed = fleet.Start(folder, "Deploy", "--tail-migration");
        await killed.SaysAsync(moment);
        await killed.KillAsync();
        var job = fleet["north"].Get("jobs.batch", "migration") is null ? null : fleet.JobOf("north");

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.Region("north").Outcome.ShouldBe(Outcome.Succeeded);
        if (job is not null)
            fleet.JobOf("north").ShouldBe(job);
        fleet.MigrationPodsOf("north").ShouldBe(1);
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.3");
    }

    [Fact]
    public async Task The_record_of_a_killed_run_holds_what_was_known()
    {
        await using var fleet = await MigratingFor(40);
        using var folder = new TemporaryFolder();
        await using var killed = fleet.Start(folder, "Deploy", "--tail-migration");
        await killed.SaysAsync("migrate: | step 3");
        await killed.KillAsync();

        var record = (await killed.EndAsync(folder["record.json"])).Record;

        (record.Outcome, record.FinishedAt).ShouldBe((Outcome.Running, null));
        var region = record.Regions.ShouldHaveSingleItem();
        (region.Outcome, region.From).ShouldBe((Outcome.Running, "1.2.2"));
        region.Stages.ShouldHaveSingleItem().Outcome.ShouldBe(Outcome.Running);
    }

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
    public async Task Control_C_ends_with_130_a_complete_record_and_a_next_run_that_goes_on()
    {
        await using var fleet = await MigratingFor(60);
        using var folder = new TemporaryFolder();
        await using var interrupted = fleet.Start(folder, "Deploy", "--tail-migration");
        await interrupted.SaysAsync("migrate: | step 3");
        var job = fleet.JobOf("north");

        await interrupted.InterruptAsync();

        var first = (await interrupted.EndAsync(folder["record.json"])).ShouldEndWith(ExitCode.Interrupted);
        first.Record.Outcome.ShouldBe(Outcome.Interrupted);
        first.Record.FinishedAt.ShouldNotBeNull();
        first.Region("north").Outcome.ShouldBe(Outcome.Interrupted);
        first.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Interrupted);
        first.Errors.ShouldContain("Stopping: finishing what is in flight. Once more ends at once.");
        first.Verdict.ShouldContain("INTERRUPTED");
        Directory.EnumerateFileSystemEntries(folder["temporary"]).ShouldBeEmpty();
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.2");

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        (fleet.JobOf("north"), fleet.MigrationPodsOf("north")).ShouldBe((job, 1));
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.3");
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

    private static async Task<StagedFleet> MigratingFor(int lines)
    {
        var fleet = await StagedFleet.StartAsync("north");
        var log = Enumerable.Range(1, lines).Select(step => $"step {step}").ToArray();
        fleet["north"].MigrationScript = _ => ContainerProgram.Exits(0, log);
        return fleet;
    }
}
