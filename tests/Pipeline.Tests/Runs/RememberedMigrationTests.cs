using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Jobs;
using Releases.Records;
using Releases.Surveys;

namespace Pipeline.Tests.Runs;

/// <summary>What was migrated is known after the Job is gone, by its time to live or by somebody's hand.</summary>
public sealed class RememberedMigrationTests
{
    [Fact]
    public async Task A_second_run_knows_that_a_migration_is_done_whose_Job_is_gone()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        fleet["north"].Delete("jobs.batch", "migration");

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Skipped);
        run.Output.ShouldContain("its Job is gone, but it was noted: migration to 1.2.3 done 20");
        run.Output.ShouldContain("delete lease release-migration");
        fleet["north"].Get("jobs.batch", "migration").ShouldBeNull();
    }

    [Fact]
    public async Task Who_deletes_the_note_as_well_has_it_migrated_again()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        fleet["north"].Delete("jobs.batch", "migration");
        fleet["north"].Delete("leases.coordination.k8s.io", "release-migration");

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Succeeded);
        fleet.NoteOf("north")!.State.ShouldBe(MigrationState.Done);
    }

    [Theory]
    [InlineData("Deploy", StagedFleet.To, "its Job is gone, but it was noted: migration to 1.2.3 done 20")]
    [InlineData("CheckRollback", StagedFleet.From, "From 1.2.3 to 1.2.2")]
    [InlineData("Rollback", StagedFleet.From, "From 1.2.3 to 1.2.2")]
    public async Task A_note_of_an_older_version_of_this_tool_is_read(string target, string version, string words)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        fleet["north"].Delete("jobs.batch", "migration");
        fleet.ChangeNoteText(
            "north",
            """
            {"version":"1.2.3","state":"done","schema":"1.2.3","actor":"Ada","at":"2026-11-28T00:00:00Z"}
            """
        );

        var run = (await fleet.RunAsync(target, $"--version={version}")).ShouldEndWith(ExitCode.Done);

        run.Said.ShouldContain(words);
    }

    [Theory]
    [InlineData(400, "strict decoding error: unknown field", true)]
    [InlineData(403, "admission webhook \"policy.example.com\" denied the request: no", false)]
    [InlineData(422, "Job.batch \"migration\" is invalid", true)]
    [InlineData(500, "failed calling webhook \"policy.example.com\": connection refused", false)]
    public async Task A_migration_whose_Job_is_refused_was_never_begun(int status, string words, bool isNoted)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        if (isNoted)
            (await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.2")).ShouldEndWith(ExitCode.Done);
        var note = fleet.NoteOf("north")?.Write();
        await using var server = fleet.RefuseJobs("north", isDryRun: false, status, words);

        var run = (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Failed);

        run.Region("north").Failure!.Message.ShouldContain($"creating Job migration: {status} {words}");
        (note is not null).ShouldBe(isNoted);
        (fleet.NoteOf("north")?.Write()).ShouldBe(note);
    }

    [Theory]
    [InlineData(500, "internal error")]
    [InlineData(409, "jobs.batch \"migration\" already exists")]
    public async Task A_migration_whose_Job_may_be_there_stays_noted(int status, string words)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await using var server = fleet.RefuseJobs("north", isDryRun: false, status, words);

        (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Failed);

        var note = fleet.NoteOf("north").ShouldNotBeNull();
        (note.Version, note.State).ShouldBe(("1.2.3", MigrationState.Begun));
    }

    [Fact]
    public async Task A_database_that_nothing_tells_of_is_not_migrated_unasked()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        var noted = (await fleet.AskedAsync("n", "Deploy")).ShouldEndWith(ExitCode.Done);
        fleet["north"].Delete("jobs.batch", "migration");
        fleet["north"].Delete("leases.coordination.k8s.io", "release-migration");

        var asked = (await fleet.AskedAsync("n", "Deploy")).ShouldEndWith(ExitCode.Refused);

        noted.Errors.ShouldNotContain("[y/N]");
        asked.Errors.ShouldContain("Release 1.2.3 to 1 region? [y/N]");
        fleet["north"].Get("jobs.batch", "migration").ShouldBeNull();
    }

    [Fact]
    public async Task A_moving_tag_with_another_content_migrates_again_though_its_Job_is_gone()
    {
        await using var fleet = await StagedFleet.StartStagingAsync("north");
        const string tag = "--version=feature-login";
        await fleet.PushAsync("feature-login");
        (await fleet.RunAsync("Deploy", tag)).ShouldEndWith(ExitCode.Done);
        fleet["north"].Delete("jobs.batch", "migration");
        (await fleet.RunAsync("Deploy", tag)).StageOf("north", Stage.Migrate).ShouldBe(Outcome.Skipped);

        await fleet.CommitAsync("NOTES.md", "another content");
        await fleet.PushAsync("feature-login");
        var run = (await fleet.RunAsync("Deploy", tag)).ShouldEndWith(ExitCode.Done);

        run.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Succeeded);
    }

    [Fact]
    public async Task A_failing_region_does_not_go_back_over_an_unsafe_migration_whose_Job_is_gone()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.3", (StagedMigration.File, StagedMigration.Unsafe));
        (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Done);
        fleet["north"].Delete("jobs.batch", "migration");
        fleet["north"].Faults.Add(FaultKind.CrashLoop);
        (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);

        var run = await fleet.RunAsync("VerifyRollout", "--exclusive", "--on-failure=rollback");

        run.ShouldEndWith(ExitCode.Failed).StageOf("north", Stage.Restore).ShouldBe(Outcome.Refused);
        run.Region("north")
            .Stages[^1]
            .Detail!.ShouldStartWith("not rolled back: 1.2.2 cannot run on the schema of 1.2.3");
    }

    [Fact]
    public async Task An_older_version_is_refused_where_a_newer_one_has_migrated_and_its_images_went_back()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.3");
        await fleet.PublishAsync("1.2.4", (StagedMigration.File, StagedMigration.Clear));
        (await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.4")).ShouldEndWith(ExitCode.Done);
        fleet["north"].Delete("jobs.batch", "migration");

        var run = (await fleet.RunAsync("MigrateCluster")).ShouldEndWith(ExitCode.Refused);

        run.Output.ShouldContain("north: its database was migrated to a newer version, 1.2.4");
        (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Done);
        // An older version takes nothing out of the database.
        fleet.NoteOf("north")!.Schema.ShouldBe("1.2.4");
    }

    [Fact]
    public async Task What_a_newer_version_has_migrated_by_hand_is_remembered_when_an_older_one_replaces_its_Job()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Done);
        fleet["north"].Delete("jobs.batch", "migration");
        fleet.MigrateByHand("north", "1.2.4");
        await fleet.EndOfJobAsync("north");

        (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Done);

        var note = fleet.NoteOf("north").ShouldNotBeNull();
        (note.Version, note.State, note.Schema, note.Actor).ShouldBe(("1.2.3", MigrationState.Done, "1.2.4", "Ada"));
    }

    [Fact]
    public async Task A_rollback_is_judged_from_the_schema_whose_Job_is_gone()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.3");
        await fleet.PublishAsync("1.2.4", (StagedMigration.File, StagedMigration.Unsafe));
        await fleet.ServeAsync("north", "1.2.3");
        (await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.4")).ShouldEndWith(ExitCode.Done);
        fleet["north"].Delete("jobs.batch", "migration");

        var run = (await fleet.RunAsync("Rollback", "--version=1.2.2")).ShouldEndWith(ExitCode.Refused);

        run.Output.ShouldContain("1.2.3 is live, but a migration to 1.2.4 has run: judged from there");
    }

    [Fact]
    public async Task Status_tells_what_the_database_holds_and_of_what_is_not_known_says_nothing()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        (await fleet.RunAsync("MigrateCluster", "--exclusive", "--regions=north")).ShouldEndWith(ExitCode.Done);

        var text = (await fleet.RunAsync("Status")).ShouldEndWith(ExitCode.Done);
        var status = FleetStatusFormat.Read("status", (await fleet.RunAsync("Status", "--output=json")).Output);

        text.Output.ShouldContain("schema: 1.2.2 runs on a schema that may be of 1.2.3 (migration to 1.2.3 done 20");
        status.Regions[0].Migrated.ShouldNotBeNull().State.ShouldBe(MigrationState.Done);
        status.Regions[1].Migrated.ShouldBeNull();
    }

    [Fact]
    public async Task A_migration_that_fails_is_noted_as_failed()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Faults.Add(FaultKind.MigrationFails);

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);

        fleet.NoteOf("north")!.State.ShouldBe(MigrationState.Failed);
    }
}
