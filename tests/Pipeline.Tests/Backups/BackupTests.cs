using System.Collections.Concurrent;
using System.Globalization;
using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Terminal;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Rollbacks;
using Releases.Records;

namespace Pipeline.Tests.Backups;

/// <summary>Databases that the team's own Job backs up before their schema changes.</summary>
public sealed class BackupTests
{
    private readonly ConcurrentQueue<string> _started = new();

    [Fact]
    public async Task A_change_that_the_version_that_serves_cannot_run_on_is_backed_up_first()
    {
        await using var fleet = await BackedUpAsync(SampleMigrations.Clear, SampleMigrations.Unsafe);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        _started.ShouldBe(["pg_dump", "python"]);
        run.Output.ShouldContain("first, since 1.2.2 cannot run on the new schema");
        var point = run.Region("north").RestorePoint.ShouldNotBeNull();
        point.Backup.ShouldNotBeNull().ShouldStartWith("backup-release-20");
        point.At.ShouldBeLessThanOrEqualTo(CreationOf(fleet, "migration"));
        // A Date header has no parts of a second: the clock may be one behind, never ahead.
        point.At.ShouldBeGreaterThanOrEqualTo(CreationOf(fleet, point.Backup).AddSeconds(-1));
    }

    [Theory]
    [InlineData("--backup=always", "pg_dump", "python")]
    [InlineData("--backup=risky", "python")]
    [InlineData("--backup=never", "python")]
    public async Task A_clear_change_is_backed_up_only_where_that_is_asked_for(string asked, params string[] started)
    {
        await using var fleet = await BackedUpAsync(SampleMigrations.Clear);

        var run = (await fleet.RunAsync("Deploy", asked)).ShouldEndWith(ExitCode.Done);

        _started.ShouldBe(started);
        var point = run.Region("north").RestorePoint.ShouldNotBeNull();
        (point.Backup is not null).ShouldBe(started.Length == 2);
    }

    [Fact]
    public async Task A_release_without_migrations_takes_no_backup()
    {
        await using var fleet = await BackedUpAsync();

        (await fleet.RunAsync("Deploy", "--backup=always")).ShouldEndWith(ExitCode.Done);

        _started.ShouldBe(["python"]);
    }

    [Fact]
    public async Task Without_its_backup_nothing_is_migrated_unless_that_is_overruled()
    {
        await using var fleet = await BackedUpAsync(SampleMigrations.Clear, SampleMigrations.Unsafe);
        Script(fleet, () => ContainerProgram.Crashes(1, "no space left"));

        var failed = await fleet.RunAsync("Deploy");

        var failure = failed.ShouldEndWith(ExitCode.Failed).Region("north").Failure.ShouldNotBeNull();
        (failure.Stage, failure.Reason).ShouldBe((Stage.Migrate, "BackupFailed"));
        failure.Message.ShouldStartWith("there is no backup, so nothing was migrated: Job backup-release-");
        failure.Message.ShouldEndWith("container dump ended with exit code 1");
        failure.Log.ShouldBe(["no space left"]);
        var (text, command) = PastedCommand.In(failure.NextStep.ShouldNotBeNull());
        text.ShouldBe("run the same command again, or without a backup with --backup=never; before that");
        command.ShouldNotBeNull().ShouldMatch("^kubectl .* logs backup-[a-z0-9-]+ --container=dump$");
        fleet["north"].Get("jobs.batch", "migration").ShouldBeNull();
        _started.ShouldNotContain("python");
        (await fleet.RunAsync("Deploy", "--backup=never")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task A_second_attempt_keeps_the_point_and_the_backup_of_the_first()
    {
        await using var fleet = await BackedUpAsync(SampleMigrations.Clear, SampleMigrations.Unsafe);
        var works = fleet["north"].MigrationScript;
        fleet["north"].MigrationScript = start =>
            start.Command.Contains("pg_dump") ? works(start) : ContainerProgram.Crashes(1, "lock timeout");
        var failed = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);
        fleet["north"].MigrationScript = works;

        var again = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        var point = failed.Region("north").RestorePoint.ShouldNotBeNull();
        again.Region("north").RestorePoint.ShouldBe(point);
        _started.Count(word => word == "pg_dump").ShouldBe(1);
        failed
            .Region("north")
            .Schema.ShouldNotBeNull()
            .Ways.ShouldNotBeNull()[^1]
            .What.ShouldBe($"last of all a new database with the state of {point}: what was written since is lost");
    }

    [Fact]
    public async Task Who_joins_a_migration_that_has_run_for_hours_keeps_the_point_and_the_backup_before_it()
    {
        await using var fleet = await BackedUpAsync(
            await StagedFleet.StartAsync(new LateTime(TimeSpan.FromMinutes(70)), "north"),
            SampleMigrations.Clear,
            SampleMigrations.Unsafe
        );
        var works = fleet["north"].MigrationScript;
        fleet["north"].MigrationScript = start =>
            start.Command.Contains("pg_dump") ? works(start) : ContainerProgram.Serves("Running migrations:");
        var first = (await fleet.RunAsync("Deploy", "--migration-timeout=2s")).ShouldEndWith(ExitCode.Failed);
        var before = CreationOf(fleet, "migration").AddMinutes(-1);
        fleet.ChangeNote(
            "north",
            note =>
                note with
                {
                    Points = [.. note.Points.Select(point => point with { State = point.State with { At = before } })],
                }
        );

        var again = (await fleet.RunAsync("Deploy", "--migration-timeout=2s")).ShouldEndWith(ExitCode.Failed);

        again.Output.ShouldContain("joining the running Job migration");
        var point = again.Region("north").RestorePoint.ShouldNotBeNull();
        point.At.ShouldBe(before);
        point.Backup.ShouldNotBeNull().ShouldBe(first.Region("north").RestorePoint.ShouldNotBeNull().Backup);
        fleet.NoteOf("north").ShouldNotBeNull().Points.ShouldHaveSingleItem().State.Backup.ShouldBe(point.Backup);
        _started.Count(word => word == "pg_dump").ShouldBe(1);
    }

    [Fact]
    public async Task Un_applying_is_backed_up_once_before_its_first_step()
    {
        await using var fleet = await BackedUpAsync();
        await fleet.PublishAsync("1.2.4", SampleMigrations.Clear, MigratedFleet.Billing);
        await fleet.ServeAsync("north", "1.2.4");

        var run = await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations");

        run.ShouldEndWith(ExitCode.Done).Region("north").RestorePoint.ShouldNotBeNull().Backup.ShouldNotBeNull();
        _started.ShouldBe(["pg_dump", "python", "python"]);
    }

    [Fact]
    public async Task A_plan_says_what_is_backed_up_and_what_is_not()
    {
        await using var fleet = await BackedUpAsync(SampleMigrations.Clear, SampleMigrations.Unsafe);

        var plan = await fleet.RunAsync("Plan", "--output=json");
        var table = await fleet.RunAsync("Plan");
        var never = await fleet.RunAsync("Plan", "--backup=never");

        plan.Plan.Regions[0].Backup.ShouldBe("Job backup");
        table.Output.ShouldContain("Backup first: north (Job backup)");
        never.Output.ShouldContain("No backup first: north; docs/backups.md tells how to have one");
    }

    [Fact]
    public async Task Who_asks_for_a_backup_that_nobody_can_take_is_refused()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = (await fleet.RunAsync("Deploy", "--backup=risky")).ShouldEndWith(ExitCode.Refused);

        run.Output.ReplaceLineEndings(" ").ShouldContain("north: --backup asks for a backup");
        fleet["north"].Get("jobs.batch", "migration").ShouldBeNull();
    }

    [Fact]
    public async Task Going_back_names_the_moment_before_the_migration_and_what_restoring_it_loses()
    {
        await using var fleet = await BackedUpAsync(SampleMigrations.Clear, SampleMigrations.Unsafe);
        var deployed = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        var point = deployed.Region("north").RestorePoint.ShouldNotBeNull();

        var check = await fleet.RunAsync("CheckRollback", "--version=1.2.2");
        var back = await fleet.RunAsync("Rollback", "--version=1.2.2");

        foreach (var run in (FinishedRun[])[check, back])
            run.Output.ShouldContain($"- north: before 1.2.3 at {point}, ");
    }

    [Fact]
    public async Task A_later_release_does_not_make_a_region_forget_the_moment_before_an_earlier_one()
    {
        await using var fleet = await BackedUpAsync();
        await fleet.PublishAsync("1.2.3", SampleMigrations.Clear, SampleMigrations.Unsafe);
        var unsafeOne = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        await fleet.PublishAsync("1.2.4");
        (await fleet.RunAsync("Deploy", "--version=1.2.4")).ShouldEndWith(ExitCode.Done);

        var check = await fleet.RunAsync("CheckRollback", "--version=1.2.2");
        var near = await fleet.RunAsync("CheckRollback", "--version=1.2.3");

        var point = unsafeOne.Region("north").RestorePoint.ShouldNotBeNull();
        check.Output.ShouldContain($"- north: before 1.2.3 at {point}, ");
        // Without a migration in between the database is as it was.
        near.Output.ShouldContain("No migration lies in between.");
        near.Output.ShouldNotContain("Databases as they were before");
    }

    [Theory]
    [InlineData("requirements.txt", "Django==4.2\ndjango-allauth==0.63\n")]
    [InlineData("app_settings/settings.py", "INSTALLED_APPS = ['allauth']\n")]
    public async Task What_a_package_may_have_migrated_has_its_moment_as_well(string file, string text)
    {
        await using var fleet = await BackedUpAsync();
        await fleet.PublishAsync("1.2.3", (file, text));
        var deployed = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        var check = await fleet.RunAsync("CheckRollback", "--version=1.2.2");

        check.Output.ShouldContain($"- north: before 1.2.3 at {deployed.Region("north").RestorePoint}, ");
    }

    [Fact]
    public async Task A_second_run_of_a_version_that_is_migrated_still_has_the_moment()
    {
        await using var fleet = await BackedUpAsync(SampleMigrations.Clear, SampleMigrations.Unsafe);
        var first = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        var again = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        again.Region("north").RestorePoint.ShouldBe(first.Region("north").RestorePoint.ShouldNotBeNull());
    }

    private async Task<StagedFleet> BackedUpAsync(params (string File, string Text)[] migrations) =>
        await BackedUpAsync(await StagedFleet.StartAsync("north"), migrations);

    private async Task<StagedFleet> BackedUpAsync(StagedFleet fleet, params (string File, string Text)[] migrations)
    {
        await File.AppendAllTextAsync(
            fleet.FleetFilePath,
            "\nbackup: { manifest: jobs/backup.yaml, job: backup }\n",
            TestContext.Current.CancellationToken
        );
        fleet.WriteManifest(
            "jobs/backup.yaml",
            """
            apiVersion: batch/v1
            kind: Job
            metadata: { name: backup }
            spec:
              backoffLimit: 0
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - { name: dump, image: "$IMAGE:$VERSION", command: [pg_dump, "--file=/backups/$REGION.dump"] }
            """
        );
        Script(fleet, () => new ContainerProgram(["dumped"], 0));
        foreach (var (file, text) in migrations)
            await fleet.CommitAsync(file, text);
        return fleet;
    }

    private void Script(StagedFleet fleet, Func<ContainerProgram> dump)
    {
        var works = fleet["north"].MigrationScript;
        fleet["north"].MigrationScript = start =>
        {
            _started.Enqueue(start.Command[0]);
            return start.Command[0] == "pg_dump" ? dump() : works(start);
        };
    }

    private static DateTimeOffset CreationOf(StagedFleet fleet, string job) =>
        DateTimeOffset.Parse(
            fleet["north"].Get("jobs.batch", job)!["metadata"]!["creationTimestamp"]!.GetValue<string>(),
            CultureInfo.InvariantCulture
        );
}
