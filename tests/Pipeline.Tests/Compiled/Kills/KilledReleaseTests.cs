using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Compiled.Kills;

public sealed class KilledReleaseTests
{
    // The last lines that a run writes before it is killed: before, in and after each stage.
    public static TheoryData<string> Moments =>
        ["migrate: started", "migrate: | step 3", "migrate: done", "set image: Deployment web", "verify: started"];

    [Theory, MemberData(nameof(Moments))]
    public async Task The_same_command_goes_on_where_a_killed_run_was(string moment)
    {
        await using var fleet = await ResumptionTests.MigratingFor(10);
        using var folder = new TemporaryFolder();
        await using var killed = CompiledCommand.On(fleet, folder, "Deploy", "--tail-migration");
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
        await using var fleet = await ResumptionTests.MigratingFor(40);
        using var folder = new TemporaryFolder();
        await using var killed = CompiledCommand.On(fleet, folder, "Deploy", "--tail-migration");
        await killed.SaysAsync("migrate: | step 3");
        await killed.KillAsync();

        var record = (await killed.EndAsync(folder["record.json"])).Record;

        (record.Outcome, record.FinishedAt).ShouldBe((Outcome.Running, null));
        var region = record.Regions.ShouldHaveSingleItem();
        (region.Outcome, region.From).ShouldBe((Outcome.Running, "1.2.2"));
        region.Stages.ShouldHaveSingleItem().Outcome.ShouldBe(Outcome.Running);
    }

    [Fact]
    public async Task The_history_says_of_a_killed_run_that_no_end_is_noted()
    {
        await using var fleet = await ResumptionTests.MigratingFor(40);
        using var folder = new TemporaryFolder();
        await using var killed = CompiledCommand.On(fleet, folder, "Deploy", "--tail-migration");
        await killed.SaysAsync("migrate: | step 3");
        (await fleet.RunAsync("History")).Lines.ShouldContain(line => line.EndsWith("1.2.2  1.2.3  UNDER WAY  Ada"));
        await killed.KillAsync();
        await killed.EndAsync(folder["record.json"]);

        var run = (await fleet.RunAsync("History")).ShouldEndWith(ExitCode.Done);

        run.Lines.ShouldContain(line => line.EndsWith("1.2.2  1.2.3  NO END NOTED  Ada"));
        run.Lines.ShouldContain("killed, or its end could not be noted");
    }

    [Fact]
    public async Task Control_C_ends_with_130_a_complete_record_and_a_next_run_that_goes_on()
    {
        await using var fleet = await ResumptionTests.MigratingFor(300);
        using var folder = new TemporaryFolder();
        await using var interrupted = CompiledCommand.On(fleet, folder, "Deploy", "--tail-migration");
        await interrupted.SaysAsync("migrate: | step 3");
        var job = fleet.JobOf("north");

        await interrupted.InterruptAsync();

        var first = (await interrupted.EndAsync(folder["record.json"])).ShouldEndWith(ExitCode.Interrupted);
        first.Record.Outcome.ShouldBe(Outcome.Interrupted);
        first.Record.FinishedAt.ShouldNotBeNull();
        first.Region("north").Outcome.ShouldBe(Outcome.Interrupted);
        first.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Interrupted);
        const string goesOn =
            "Job migration goes on in the cluster; the same command joins it; this shows and ends it: ./build.sh --target=CancelMigration --regions=north";
        first.Region("north").Stages.ShouldHaveSingleItem().Detail.ShouldBe($"interrupted; {goesOn}");
        first.Output.ReplaceLineEndings(" ").ShouldContain("goes on in the cluster");
        first.Errors.ShouldContain("Stopping: finishing what is in flight. Once more ends at once.");
        first.Verdict.ShouldContain("INTERRUPTED");
        Directory.EnumerateFileSystemEntries(folder["temporary"]).ShouldBeEmpty();
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.2");

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        (fleet.JobOf("north"), fleet.MigrationPodsOf("north")).ShouldBe((job, 1));
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.3");
    }
}
