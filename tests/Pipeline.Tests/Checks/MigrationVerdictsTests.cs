using Migrations.Verdicts;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Checks;

public sealed class MigrationVerdictsTests
{
    [Fact]
    public async Task A_release_says_and_records_which_migrations_it_runs_and_whether_there_is_a_way_back()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Unsafe);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain(
            "1.2.2 -> 1.2.3: 1 migration runs; UNSAFE to roll back afterwards: forms.0003_reviewer: "
        );
        var verdict = run.Record.Migrations.ShouldHaveSingleItem();
        (verdict.From, verdict.To, verdict.Verdict).ShouldBe(("1.2.2", "1.2.3", Verdict.Unsafe));
        verdict.Migrations.ShouldHaveSingleItem().Name.ShouldBe("0003_reviewer");
    }

    [Fact]
    public async Task A_live_version_that_the_checkout_does_not_know_is_said_and_does_not_stop_the_release()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.ForgetTag(StagedFleet.From);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("1.2.2 -> 1.2.3: migrations cannot be compared: ");
        run.Record.Migrations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Regions_that_run_the_release_already_have_nothing_to_compare()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);

        var run = (await fleet.RunAsync("Preflight")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldNotContain("migration runs");
    }
}
