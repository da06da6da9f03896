using System.Collections.Concurrent;
using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Rollbacks;

public sealed class UnapplyTests
{
    private readonly ConcurrentQueue<ContainerStart> _started = new();

    private IEnumerable<string> Commands => _started.Select(start => string.Join(' ', start.Command));

    [Fact]
    public async Task Each_app_is_un_applied_with_the_newer_image_before_the_images_go_back()
    {
        await using var fleet = await RunningAsync(
            SampleMigrations.Clear,
            SampleMigrations.Unsafe,
            MigratedFleet.BillingAfter("0004_form_code")
        );

        var run = await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations", "--tail-migration");

        run.ShouldEndWith(ExitCode.Done);
        Commands.ShouldBe([
            "python manage.py migrate billing zero --no-input",
            "python manage.py migrate forms 0002_form_notes --no-input",
        ]);
        _started.ShouldAllBe(start => start.Image == $"{fleet.Image}:1.2.4");
        run.Region("north").Stages.Select(stage => stage.Name).ShouldBe([Stage.Unapply, Stage.SetImage, Stage.Verify]);
        run.Output.ShouldContain("[north] un-apply: step 2 of 2: un-applying forms to 0002_form_notes");
        run.Output.ShouldContain("[north] un-apply: | did migrate billing zero");
        run.Output.ShouldContain("warning: un-applying forms.0004_form_code loses the values of code");
        run.LineOf("north", "un-apply: done").ShouldBeLessThan(run.LineOf("north", "set image: started"));
        fleet["north"]
            .GetAll("jobs.batch")
            .Select(job => job["metadata"]!["name"]!.GetValue<string>())
            .ShouldBe(["migration-unapply-1", "migration-unapply-2"], ignoreOrder: true);
        run.LastScreen[0].ShouldContain("Un-apply");
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.2");
    }

    [Fact]
    public async Task What_cannot_be_un_applied_is_refused_before_anything_is_touched()
    {
        await using var fleet = await RunningAsync(SampleMigrations.Clear, SampleMigrations.Irreversible);

        var run = await fleet.RunAsync(
            "Rollback",
            "--version=1.2.2",
            "--unapply-migrations",
            "--accept-migration-risk"
        );

        run.ShouldEndWith(ExitCode.Refused)
            .Output.ShouldContain("- forms.0004_fill cannot be un-applied: RunSQL UPDATE forms_form SET owner = 1");
        run.Output.ShouldContain("next: fix forward with a patch release, or go back without --unapply-migrations");
        Commands.ShouldBeEmpty();
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.4");
    }

    [Fact]
    public async Task What_may_fail_when_it_is_un_applied_needs_somebody_who_takes_the_risk()
    {
        var dropped = SampleMigrations.Of("0003_drop", "0002_form_notes", "migrations.RemoveField('form', 'title')");
        await using var fleet = await RunningAsync(dropped);

        var refused = await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations");
        var accepted = await fleet.RunAsync(
            "Rollback",
            "--version=1.2.2",
            "--unapply-migrations",
            "--accept-migration-risk"
        );

        refused
            .ShouldEndWith(ExitCode.Refused)
            .Output.ShouldContain("forms.0003_drop may fail when it is un-applied: RemoveField Form.title");
        accepted.ShouldEndWith(ExitCode.Done);
        Commands.ShouldBe(["python manage.py migrate forms 0002_form_notes --no-input"]);
    }

    [Fact]
    public async Task A_person_is_shown_what_is_lost_and_asked()
    {
        await using var fleet = await RunningAsync(SampleMigrations.Clear);

        var run = await fleet.AskedAsync("n", "Rollback", "--version=1.2.2", "--unapply-migrations");

        run.ShouldEndWith(ExitCode.Refused)
            .Errors.ShouldContain("- un-applying forms.0003_form_owner loses the values of owner");
        Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_images_and_the_next_run_goes_on_with_that_step()
    {
        await using var fleet = await RunningAsync(SampleMigrations.Clear, MigratedFleet.Billing);
        var works = fleet["north"].MigrationScript;
        fleet["north"].MigrationScript = start =>
            start.Command.Contains("forms") ? ContainerProgram.Crashes(1, "rows are in the way") : works(start);

        var failed = await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations");

        var failure = failed.ShouldEndWith(ExitCode.Failed).Region("north").Failure.ShouldNotBeNull();
        (failure.Stage, failure.Reason).ShouldBe((Stage.Unapply, "BackoffLimitExceeded"));
        failure.Message.ShouldEndWith("un-applied before it: billing.0001_initial");
        failure.Log.ShouldContain("rows are in the way");
        failed.StageOf("north", Stage.SetImage).ShouldBeNull();
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.4");
        fleet["north"].MigrationScript = works;
        (await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations")).ShouldEndWith(ExitCode.Done);
        Commands.ShouldBe([
            "python manage.py migrate billing zero --no-input",
            "python manage.py migrate forms 0002_form_notes --no-input",
        ]);
    }

    [Theory]
    [InlineData("migrations.RunSQL('UPDATE forms_form SET owner = 1')", "forms.0004_fill cannot be un-applied")]
    [InlineData("migrations.RemoveField('form', 'title')", "forms.0004_fill may fail when it is un-applied")]
    public async Task What_keeps_one_region_from_it_is_said_with_the_regions_that_may_go(string operation, string line)
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south", "west");
        await fleet.PublishAsync("1.2.3", SampleMigrations.Clear);
        await fleet.PublishAsync("1.2.4", SampleMigrations.Of("0004_fill", "0003_form_owner", operation));
        await fleet.ServeAsync("north", "1.2.4");
        await fleet.ServeAsync("south", "1.2.3");
        await fleet.ServeAsync("west", "1.2.3");

        var run = await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations");

        run.ShouldEndWith(ExitCode.Refused).Said.ShouldContain($"north: {line}");
        run.Said.ShouldContain("or go back without north: --regions=south,west");
    }

    [Theory]
    [InlineData("Rollback", "--version=1.2.3")]
    [InlineData("Rollback", "--version=1.2.3", "--unapply-migrations")]
    [InlineData("CheckRollback", "--version=1.2.3")]
    public async Task A_way_back_that_was_begun_further_is_gone_on_with_or_undone_before_another(
        string target,
        params string[] arguments
    )
    {
        await using var fleet = await FurtherBackAsync(isWhole: false);

        var refused = (await fleet.RunAsync(target, arguments)).ShouldEndWith(ExitCode.Refused);

        $"{refused.Said} {refused.Errors}".ShouldContain(
            "north: a way back to 1.2.2 was begun there: migrations that 1.2.3 needs may be un-applied"
        );
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.4");
        string[] forward = ["--exclusive", "--version=1.2.4", "--regions=north"];
        var works = fleet["north"].MigrationScript;
        fleet["north"].MigrationScript = _ => ContainerProgram.Crashes(1, "rows are in the way");
        (await fleet.RunAsync("MigrateCluster", forward)).ShouldEndWith(ExitCode.Failed);
        (await fleet.RunAsync(target, arguments)).ShouldEndWith(ExitCode.Refused);
        fleet["north"].MigrationScript = works;
        (await fleet.RunAsync("MigrateCluster", forward)).ShouldEndWith(ExitCode.Done);
        (await fleet.RunAsync(target, arguments)).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task Images_that_stayed_behind_a_whole_way_back_do_not_go_to_a_version_in_between()
    {
        await using var fleet = await FurtherBackAsync(isWhole: true);

        (await fleet.RunAsync("Rollback", "--version=1.2.3"))
            .ShouldEndWith(ExitCode.Refused)
            .Said.ShouldContain("--target=MigrateCluster --exclusive --version=1.2.4 --regions=north");
        (await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task Whoever_knows_better_goes_to_a_version_in_between_all_the_same()
    {
        await using var fleet = await FurtherBackAsync(isWhole: true);

        var run = await fleet.RunAsync("Rollback", "--version=1.2.3", "--accept-migration-risk");

        run.ShouldEndWith(ExitCode.Done).Output.ShouldContain("accepted by --accept-migration-risk");
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.3");
    }

    [Fact]
    public async Task What_was_migrated_by_hand_after_a_way_back_may_go_to_a_version_in_between()
    {
        await using var fleet = await FurtherBackAsync(isWhole: true);
        fleet.MigrateByHand("north", "1.2.4");
        await fleet.EndOfJobAsync("north");

        (await fleet.RunAsync("Rollback", "--version=1.2.3")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task A_migration_that_begins_after_the_checks_is_not_worked_against()
    {
        await using var fleet = await RunningAsync(SampleMigrations.Clear);
        fleet["north"].MigrationScript = _ => ContainerProgram.Serves("step 1");

        var run = await fleet.AskedAsync(Migrate, "Rollback", "--version=1.2.2", "--unapply-migrations");

        var failure = run.ShouldEndWith(ExitCode.Failed).Region("north").Failure.ShouldNotBeNull();
        (failure.Stage, failure.Reason).ShouldBe((Stage.Unapply, "OtherMigrationRuns"));
        failure.Message.ShouldContain("Job migration of no known version is running");
        (await fleet.PageOf("north")).ShouldContain("Version 1.2.4");

        string Migrate()
        {
            fleet.MigrateByHand("north", version: null);
            while (!HasStarted(fleet))
                Thread.Sleep(10);
            return "y";
        }
    }

    [Fact]
    public async Task A_step_whose_Job_somebody_has_deleted_is_said_to_be_taken_up_again()
    {
        await using var fleet = await RunningAsync(SampleMigrations.Clear);
        var works = fleet["north"].MigrationScript;
        fleet["north"].MigrationScript = _ => ContainerProgram.Serves("step 1");
        var isDeleted = false;

        var run = await CommandRun.OfAsync(
            fleet.Words("Rollback", ["--version=1.2.2", "--unapply-migrations", "--tail-migration"]),
            fleet.Environment,
            TestContext.Current.CancellationToken,
            Delete
        );
        fleet["north"].MigrationScript = works;
        var next = await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations");

        var failure = run.ShouldEndWith(ExitCode.Failed).Region("north").Failure.ShouldNotBeNull();
        failure.Reason.ShouldBe("JobDeleted");
        failure.NextStep!.ShouldContain("run the same command again: Django un-applies only what is still applied");
        next.ShouldEndWith(ExitCode.Done)
            .Output.ShouldContain("how it ended is not known; Django un-applies only what is still applied");

        void Delete(string line)
        {
            if (isDeleted || !line.EndsWith("step 1", StringComparison.Ordinal))
                return;
            isDeleted = true;
            fleet["north"].Delete("jobs.batch", "migration-unapply-1");
        }
    }

    [Fact]
    public async Task After_it_the_newer_version_migrates_again()
    {
        await using var fleet = await RunningAsync(SampleMigrations.Clear);
        await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.4");
        (await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations")).ShouldEndWith(ExitCode.Done);

        var run = await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.4");

        run.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Succeeded);
        (await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.4"))
            .StageOf("north", Stage.Migrate)
            .ShouldBe(Outcome.Skipped);
        await fleet.ServeAsync("north", "1.2.4");
        (await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations")).ShouldEndWith(ExitCode.Done);
        Commands.ShouldBe([
            "python manage.py migrate --no-input",
            "python manage.py migrate forms 0002_form_notes --no-input",
            "python manage.py migrate --no-input",
            "python manage.py migrate forms 0002_form_notes --no-input",
        ]);
    }

    [Theory]
    [InlineData("1.2.4")]
    [InlineData(null)]
    public async Task What_was_migrated_again_by_hand_is_un_applied_again(string? version)
    {
        await using var fleet = await RunningAsync(SampleMigrations.Clear, MigratedFleet.Billing);
        var works = fleet["north"].MigrationScript;
        (await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations")).ShouldEndWith(ExitCode.Done);
        fleet.MigrateByHand("north", version);
        await fleet.EndOfJobAsync("north");
        await fleet.ServeAsync("north", "1.2.4");
        // Of a run that ends after the first of two steps, the next one knows both.
        fleet["north"].MigrationScript = start =>
            start.Command.Contains("billing") ? ContainerProgram.Crashes(1, "rows are in the way") : works(start);
        (await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations")).ShouldEndWith(ExitCode.Failed);
        fleet["north"].MigrationScript = works;

        var run = await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations");

        run.ShouldEndWith(ExitCode.Done).StageOf("north", Stage.Unapply).ShouldBe(Outcome.Succeeded);
        Commands.ShouldBe([.. BothSteps, "python manage.py migrate --no-input", .. BothSteps]);
    }

    [Fact]
    public async Task A_migration_by_hand_that_was_cancelled_is_un_applied_as_well()
    {
        await using var fleet = await RunningAsync(SampleMigrations.Clear, MigratedFleet.Billing);
        var works = fleet["north"].MigrationScript;
        (await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations")).ShouldEndWith(ExitCode.Done);
        fleet["north"].MigrationScript = _ => ContainerProgram.Serves("step 1");
        fleet.MigrateByHand("north", "1.2.4");
        (await fleet.RunAsync("CancelMigration", "--regions=north")).ShouldEndWith(ExitCode.Done);
        fleet["north"].MigrationScript = works;
        await fleet.ServeAsync("north", "1.2.4");

        (await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations")).ShouldEndWith(ExitCode.Done);

        Commands.ShouldBe([.. BothSteps, .. BothSteps]);
    }

    [Fact]
    public async Task What_was_un_applied_by_hand_is_migrated_again()
    {
        await using var fleet = await RunningAsync(SampleMigrations.Clear);
        await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.4");
        fleet.MigrateByHand("north", "1.2.4", back: "1.2.2", name: "migration-unapply-1");
        await fleet.EndOfJobAsync("north", "migration-unapply-1");

        var run = await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.4");

        run.ShouldEndWith(ExitCode.Done).StageOf("north", Stage.Migrate).ShouldBe(Outcome.Succeeded);
        Commands.Count().ShouldBe(3);
    }

    // 1.2.4 is live; the database is on the way to 1.2.2, or there. 1.2.3 lies in between.
    private static async Task<StagedFleet> FurtherBackAsync(bool isWhole)
    {
        var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.3", SampleMigrations.Clear);
        await fleet.PublishAsync("1.2.4", MigratedFleet.Billing);
        await fleet.ServeAsync("north", "1.2.4");
        var works = fleet["north"].MigrationScript;
        if (!isWhole)
            fleet["north"].MigrationScript = start =>
                start.Command.Contains("forms") ? ContainerProgram.Crashes(1, "rows are in the way") : works(start);
        (await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations")).ShouldEndWith(
            isWhole ? ExitCode.Done : ExitCode.Failed
        );
        fleet["north"].MigrationScript = works;
        await fleet.ServeAsync("north", "1.2.4");
        return fleet;
    }

    private static bool HasStarted(StagedFleet fleet) =>
        fleet["north"]
            .GetAll("pods")
            .Any(pod =>
                pod["metadata"]!["labels"]?["job-name"]?.GetValue<string>() == "migration"
                && pod["status"]?["phase"]?.GetValue<string>() == "Running"
            );

    private static string[] BothSteps { get; } =
    ["python manage.py migrate billing zero --no-input", "python manage.py migrate forms 0002_form_notes --no-input"];

    private async Task<StagedFleet> RunningAsync(params (string File, string Text)[] migrations)
    {
        var fleet = await MigratedFleet.ServingAsync(migrations);
        fleet["north"].MigrationScript = start =>
        {
            _started.Enqueue(start);
            return ContainerProgram.Exits(0, $"did {MigratedFleet.Command(start)}");
        };
        return fleet;
    }
}
