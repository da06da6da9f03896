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
    public async Task A_live_version_that_the_remote_does_not_know_is_said_and_does_not_stop_the_release()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PushAsync("1.2.1");
        await fleet.ServeAsync("north", "1.2.1");
        fleet.Git("tag", "1.2.1");

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("1.2.1 -> 1.2.3: migrations cannot be compared: the remote has no tag 1.2.1");
        run.Record.Migrations.ShouldBeEmpty();
    }

    // A clone gets no tag of a commit that it has, and keeps the one that was made anew at the remote.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_live_version_is_what_the_remotes_tag_names(bool isElsewhereHere)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Unsafe);
        fleet.ForgetTag(StagedFleet.From);
        if (isElsewhereHere)
            fleet.Git("tag", StagedFleet.From);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain(
            "1.2.2 -> 1.2.3: 1 migration runs; UNSAFE to roll back afterwards: forms.0003_reviewer: "
        );
    }

    [Fact]
    public async Task A_live_version_that_the_clone_lacks_is_fetched()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.Git("checkout", "--quiet", "--detach");
        fleet.Git("commit", "--quiet", "--allow-empty", "--message=A fix of an older line");
        fleet.Git("tag", "1.2.1");
        fleet.Push("tags/1.2.1");
        await fleet.PushAsync("1.2.1");
        await fleet.ServeAsync("north", "1.2.1");
        fleet.Git("checkout", "--quiet", "master");
        fleet.ForgetTag("1.2.1");
        fleet.Git("reflog", "expire", "--expire=now", "--all");
        fleet.Git("gc", "--quiet", "--prune=now");

        var run = (await fleet.RunAsync("Plan")).ShouldEndWith(ExitCode.Done);

        run.Said.ShouldContain("1.2.1 -> 1.2.3: ");
        run.Said.ShouldNotContain("migrations cannot be compared");
    }

    [Theory]
    [InlineData("develop", "develop is no version and no commit, so what it was built from is not known")]
    [InlineData("cafe123", "the clone does not have cafe123; git fetch origin gets it, where it is still there")]
    public async Task A_branch_of_the_clone_says_nothing_of_what_a_region_runs(string live, string trouble)
    {
        await using var fleet = await StagedFleet.StartStagingAsync("north");
        await fleet.PushAsync(live);
        await fleet.ServeAsync("north", live);
        fleet.Git("branch", live);

        var run = (await fleet.RunAsync("Plan")).ShouldEndWith(ExitCode.Done);

        run.Said.ShouldContain($"{live} -> 1.2.3: migrations cannot be compared: {trouble}");
        run.Said.ShouldContain($"{live} -> 1.2.3: what it brings to north is not known: {trouble}");
    }

    [Fact]
    public async Task A_region_that_runs_a_commit_is_compared_with_it_by_its_first_letters_too()
    {
        await using var fleet = await StagedFleet.StartStagingAsync("north");
        var live = fleet.Git("rev-parse", "--short=9", "HEAD");
        await fleet.PushAsync(live);
        await fleet.ServeAsync("north", live);
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Clear);

        var run = (await fleet.RunAsync("Plan")).ShouldEndWith(ExitCode.Done);

        run.Said.ShouldContain($"{live} -> 1.2.3: 1 migration runs; ");
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
