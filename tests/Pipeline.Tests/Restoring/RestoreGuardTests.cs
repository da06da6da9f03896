using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Restoring;

public sealed class RestoreGuardTests
{
    private static readonly string[] Old = ["1.2.2", "1.2.2", "1.2.2-static", "1.2.2"];
    private static readonly string[] New = ["1.2.3", "1.2.3", "1.2.3-static", "1.2.3"];

    [Fact]
    public async Task Migrations_that_old_code_can_live_with_do_not_keep_a_region_from_going_back()
    {
        var (fleet, run) = await FailAsync(StagedMigration.Clear);
        await using (fleet)
        {
            run.StageOf("north", Stage.Restore).ShouldBe(Outcome.Succeeded, run.ToString());
            RestoreTests.Images(fleet).ShouldBe(Old);
        }
    }

    [Theory]
    [InlineData()]
    [InlineData("--accept-migration-risk")]
    public async Task Unsafe_migrations_keep_the_region_where_it_is_and_say_what_to_do(params string[] arguments)
    {
        var (fleet, run) = await FailAsync(StagedMigration.Unsafe, arguments);
        await using (fleet)
        {
            RestoreTests.Images(fleet).ShouldBe(New);
            RefusalOf(run)
                .ShouldBe(
                    "not rolled back: 1.2.2 cannot run on the schema of 1.2.3 (forms.0003_reviewer): fix it with a patch release; ./build.sh --target=CheckRollback --version=1.2.2 --from=1.2.3 says why"
                );
            run.Region("north").Failure!.NextStep.ShouldNotBeNull().ShouldStartWith("kubectl ");
        }
    }

    [Fact]
    public async Task Migrations_that_have_to_be_investigated_keep_it_there_too()
    {
        var (fleet, run) = await FailAsync(StagedMigration.Investigate);
        await using (fleet)
        {
            RestoreTests.Images(fleet).ShouldBe(New);
            RefusalOf(run)
                .ShouldContain(
                    "a person has to judge whether 1.2.2 can run on the schema of 1.2.3 (forms.0003_reviewer)"
                );
            RefusalOf(run).ShouldContain("./build.sh --target=Rollback --version=1.2.2 --regions=north goes back");
        }
    }

    [Fact]
    public async Task Who_accepts_the_risk_gets_the_former_images_back()
    {
        var (fleet, run) = await FailAsync(StagedMigration.Investigate, "--accept-migration-risk");
        await using (fleet)
        {
            run.StageOf("north", Stage.Restore).ShouldBe(Outcome.Succeeded, run.ToString());
            RestoreTests.Images(fleet).ShouldBe(Old);
        }
    }

    [Fact]
    public async Task A_migration_of_an_earlier_run_of_the_same_release_counts()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Unsafe);
        (await fleet.RunAsync("MigrateCluster")).ShouldEndWith(ExitCode.Done);
        fleet["north"].Faults.Add(FaultKind.CrashLoop);

        var run = (await fleet.RunAsync("Deploy", "--on-failure=rollback")).ShouldEndWith(ExitCode.Failed);

        run.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Skipped);
        RefusalOf(run).ShouldContain("1.2.2 cannot run on the schema of 1.2.3 ");
    }

    [Fact]
    public async Task A_version_that_the_remote_does_not_know_keeps_it_there_after_a_migration()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PushAsync("1.2.1");
        await fleet.ServeAsync("north", "1.2.1");
        // A tag of the clone alone is nobody's release.
        fleet.Git("tag", "1.2.1");
        fleet["north"].Faults.Add(FaultKind.CrashLoop);

        var run = (await fleet.RunAsync("Deploy", "--on-failure=rollback")).ShouldEndWith(ExitCode.Failed);

        RestoreTests.Images(fleet).ShouldBe(New);
        RefusalOf(run)
            .ShouldContain("whether 1.2.1 can run on the schema of 1.2.3 is not known: the remote has no tag 1.2.1");
    }

    [Fact]
    public async Task A_branch_of_the_clone_with_the_name_of_what_ran_is_no_way_back()
    {
        await using var fleet = await StagedFleet.StartStagingAsync("north");
        await fleet.PushAsync("develop");
        await fleet.ServeAsync("north", "develop");
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Unsafe);
        fleet.Git("branch", "develop");
        fleet["north"].Faults.Add(FaultKind.CrashLoop);

        var run = (await fleet.RunAsync("Deploy", "--on-failure=rollback")).ShouldEndWith(ExitCode.Failed);

        RestoreTests.Images(fleet).ShouldBe(New);
        RefusalOf(run)
            .ShouldContain(
                "whether develop can run on the schema of 1.2.3 is not known: develop is no version and no commit"
            );
    }

    [Fact]
    public async Task A_tag_that_moves_to_itself_does_not_tell_what_ran_before()
    {
        await using var fleet = await StagedFleet.StartStagingAsync("north");
        await fleet.PushAsync("develop");
        await fleet.ServeAsync("north", "develop");
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Unsafe);
        await fleet.PushAsync("develop");
        fleet["north"].Faults.Add(FaultKind.CrashLoop);

        var run = (await fleet.RunAsync("Deploy", "--version=develop", "--on-failure=rollback")).ShouldEndWith(
            ExitCode.Failed
        );

        RefusalOf(run).ShouldContain("the tag develop moves, so it is not known which commit ran before");
    }

    [Fact]
    public async Task A_tag_that_the_clone_has_elsewhere_does_not_open_the_way_back()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Unsafe);
        fleet.Git("tag", "--force", StagedFleet.From);
        fleet["north"].Faults.Add(FaultKind.CrashLoop);

        var run = (await fleet.RunAsync("Deploy", "--on-failure=rollback")).ShouldEndWith(ExitCode.Failed);

        RefusalOf(run).ShouldContain("1.2.2 cannot run on the schema of 1.2.3 (forms.0003_reviewer)");
    }

    [Fact]
    public async Task Tags_that_the_remote_alone_has_are_known()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.3", (StagedMigration.File, StagedMigration.Clear));
        fleet.ForgetTag("1.2.3");
        fleet.ForgetTag(StagedFleet.From);
        fleet["north"].Faults.Add(FaultKind.CrashLoop);

        var run = (await fleet.RunAsync("Deploy", "--on-failure=rollback")).ShouldEndWith(ExitCode.Failed);

        run.StageOf("north", Stage.Restore).ShouldBe(Outcome.Succeeded, run.ToString());
        RestoreTests.Images(fleet).ShouldBe(Old);
    }

    [Fact]
    public async Task Where_no_migration_ran_nothing_has_to_be_known_of_the_versions()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        // The Job of the former release, which a migration to the new version would have replaced.
        (await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.2")).ShouldEndWith(ExitCode.Done);
        fleet.Git("push", "--quiet", "origin", $":refs/tags/{StagedFleet.From}");
        fleet["north"].Faults.Add(FaultKind.CrashLoop);
        (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);

        var run = await fleet.RunAsync("VerifyRollout", "--exclusive", "--on-failure=rollback");

        run.ShouldEndWith(ExitCode.Failed).StageOf("north", Stage.Restore).ShouldBe(Outcome.Succeeded, run.ToString());
        RestoreTests.Images(fleet).ShouldBe(Old);
    }

    // Its Job had a time to live, or somebody has deleted it.
    [Fact]
    public async Task A_migration_Job_that_is_gone_is_no_proof_that_nothing_was_migrated()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.3", (StagedMigration.File, StagedMigration.Unsafe));
        fleet["north"].Faults.Add(FaultKind.CrashLoop);
        (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);

        var run = await fleet.RunAsync("VerifyRollout", "--exclusive", "--on-failure=rollback");

        run.ShouldEndWith(ExitCode.Failed);
        RestoreTests.Images(fleet).ShouldBe(New);
        RefusalOf(run)
            .ShouldStartWith(
                "not rolled back: whether 1.2.3 has changed the schema is not known: its migration Job is gone, and the region has no note of it; 1.2.2 cannot run on the schema of 1.2.3 "
            );
    }

    private static async Task<(StagedFleet Fleet, FinishedRun Run)> FailAsync(
        string migration,
        params string[] arguments
    )
    {
        var fleet = await StagedFleet.StartAsync("north");
        await fleet.CommitAsync(StagedMigration.File, migration);
        fleet["north"].Faults.Add(FaultKind.CrashLoop);
        var run = await fleet.RunAsync("Deploy", ["--on-failure=rollback", .. arguments]);
        return (fleet, run.ShouldEndWith(ExitCode.Failed));
    }

    private static string RefusalOf(FinishedRun run)
    {
        var restore = run.Region("north").Stages[^1];
        (restore.Name, restore.Outcome).ShouldBe((Stage.Restore, Outcome.Refused), run.ToString());
        return restore.Detail!;
    }
}
