using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Jobs;
using Releases.Records;
using Releases.Surveys;

namespace Pipeline.Tests.Runs;

/// <summary>The way out of a migration that must not go on, without kubectl.</summary>
public sealed class CancelMigrationTests
{
    [Fact]
    public async Task It_shows_what_was_applied_asks_deletes_the_Job_and_says_what_that_leaves()
    {
        await using var fleet = await MigratingAsync();

        var run = (await fleet.AskedAsync("y", "CancelMigration", "--regions=north")).ShouldEndWith(ExitCode.Done);

        run.Errors.ShouldContain("End Job migration in north? [y/N] ");
        run.Output.ShouldContain("north: Job migration of 1.2.3 runs");
        run.Output.ShouldContain("| Running migrations:");
        run.Output.ShouldContain(
            "done so far: 1 migration: audits.0041_audit_archived; under way: audits.0042_rewrite"
        );
        run.Output.ShouldContain(
            "audits.0042_rewrite was under way: it may still have been completed. If not, it is undone where"
        );
        run.Record.Target.ShouldBe("CancelMigration");
        run.Region("north").Outcome.ShouldBe(Outcome.Succeeded);
        fleet["north"].Get("jobs.batch", "migration").ShouldBeNull();
        var history = (await fleet.RunAsync("History", "--output=json")).History;
        var noted = history.Entries.Single(entry => entry.Target == "CancelMigration");
        (noted.Version, noted.Outcome, noted.Actor).ShouldBe(("", Outcome.Succeeded, "Ada"));
        noted.Reason.ShouldBe("ended the migration of 1.2.3");
    }

    [Fact]
    public async Task It_is_remembered_and_the_same_version_migrates_again()
    {
        await using var fleet = await MigratingAsync();
        (await fleet.RunAsync("CancelMigration", "--regions=north")).ShouldEndWith(ExitCode.Done);

        var status = FleetStatusFormat.Read("status", (await fleet.RunAsync("Status", "--output=json")).Output);
        status.Regions[0].Migrated.ShouldNotBeNull().State.ShouldBe(MigrationState.Cancelled);
        (await fleet.RunAsync("Status")).Output.ShouldContain("schema: migration to 1.2.3 cancelled 20");

        fleet["north"].MigrationScript = ContainerScripts.Migration;
        var next = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        next.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Succeeded);
    }

    [Theory]
    [InlineData(null, null, MigrationNote.UnknownVersion, "1.2.3")]
    [InlineData("1.2.2", null, "1.2.2", "1.2.3")]
    [InlineData("1.2.4", null, "1.2.4", "1.2.4")]
    [InlineData("1.2.3", "1.2.2", "1.2.3", "1.2.3")]
    public async Task A_Job_that_nobody_has_noted_takes_nothing_from_what_the_region_remembers(
        string? version,
        string? back,
        string noted,
        string schema
    )
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        var before = fleet.NoteOf("north").ShouldNotBeNull();
        before.Points.Count.ShouldBe(1);
        fleet["north"].Delete("jobs.batch", "migration");
        fleet["north"].MigrationScript = _ => ContainerProgram.Serves("Running migrations:");
        fleet.MigrateByHand("north", version, back);

        (await fleet.RunAsync("CancelMigration", "--regions=north")).ShouldEndWith(ExitCode.Done);

        var note = fleet.NoteOf("north").ShouldNotBeNull();
        (note.Version, note.Back, note.Schema).ShouldBe((noted, back, schema));
        (note.State, note.Actor).ShouldBe((MigrationState.Cancelled, "Ada"));
        note.Points.ShouldBe(before.Points);
    }

    [Fact]
    public async Task Who_says_no_leaves_it_running()
    {
        await using var fleet = await MigratingAsync();

        (await fleet.AskedAsync("n", "CancelMigration", "--regions=north")).ShouldEndWith(ExitCode.Refused);

        fleet["north"].Get("jobs.batch", "migration").ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_says_no_in_one_region_is_asked_about_the_rest_and_the_run_does_not_claim_that_nothing_was_touched()
    {
        await using var fleet = await MigratingAsync("north", "south", "west");
        var answers = new Queue<string>(["y", "n", "y"]);

        var run = (
            await fleet.AskedAsync(answers.Dequeue, "CancelMigration", "--regions=north,south,west")
        ).ShouldEndWith(ExitCode.Failed);

        answers.ShouldBeEmpty();
        run.Output.ShouldContain("south: Job migration is left running");
        run.Output.ShouldContain("ended in north, west; left running in south, where it was not confirmed");
        run.Output.ShouldContain(
            "next: to be asked about the rest: ./build.sh --target=CancelMigration --regions=south"
        );
        run.Record.Outcome.ShouldBe(Outcome.Failed);
        run.Record.Regions.Select(region => region.Outcome)
            .ShouldBe([Outcome.Succeeded, Outcome.Skipped, Outcome.Succeeded]);
        fleet["north"].Get("jobs.batch", "migration").ShouldBeNull();
        fleet["south"].Get("jobs.batch", "migration").ShouldNotBeNull();
        fleet["west"].Get("jobs.batch", "migration").ShouldBeNull();
    }

    [Fact]
    public async Task A_region_whose_cluster_refuses_keeps_nobody_from_being_asked_about_the_rest()
    {
        await using var fleet = await MigratingAsync("north", "south");
        fleet["north"].Access.Deny("delete", "jobs.batch");

        var run = (await fleet.AskedAsync("y", "CancelMigration", "--regions=north,south")).ShouldEndWith(
            ExitCode.Failed
        );

        run.Region("north").Failure.ShouldNotBeNull().Message.ShouldContain("403");
        run.Region("south").Outcome.ShouldBe(Outcome.Succeeded);
        fleet["south"].Get("jobs.batch", "migration").ShouldBeNull();
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_nothing_is_ended()
    {
        await using var fleet = await MigratingAsync();
        fleet.Exported["CI"] = "";

        (await fleet.RunAsync("CancelMigration", "--regions=north"))
            .ShouldEndWith(ExitCode.Refused)
            .ToString()
            .ShouldContain("nobody is there to ask: add --yes");

        fleet["north"].Get("jobs.batch", "migration").ShouldNotBeNull();
    }

    [Fact]
    public async Task Regions_have_to_be_named()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        (await fleet.RunAsync("CancelMigration"))
            .ShouldEndWith(ExitCode.Usage)
            .ToString()
            .ShouldContain("name where with --regions=uk,qatar");
    }

    [Fact]
    public async Task Where_none_runs_that_is_said()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Done);

        var run = (await fleet.AskedAsync("n", "CancelMigration", "--regions=north")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("north: no migration runs");
        fleet["north"].Get("jobs.batch", "migration").ShouldNotBeNull();
    }

    [Fact]
    public async Task The_failure_of_a_version_that_has_to_wait_names_this_way_out()
    {
        await using var fleet = await MigratingAsync();
        await fleet.PublishAsync("1.2.4");

        var run = (await fleet.RunAsync("Deploy", "--version=1.2.4")).ShouldEndWith(ExitCode.Failed);

        run.Region("north")
            .Failure!.NextStep.ShouldNotBeNull()
            .ShouldEndWith("./build.sh --target=CancelMigration --regions=north");
        (await fleet.RunAsync("Status", "--output=json")).Output.ShouldContain("\"schema\": \"1.2.3\"");
    }

    [Fact]
    public async Task A_Job_that_nobody_started_is_made_anew_from_the_manifest_when_it_was_ended()
    {
        await using var fleet = await StagedFleet.WithJobAsync(Spec("suspend: true"));
        (await fleet.RunAsync("Deploy", "--migration-timeout=2s")).ShouldEndWith(ExitCode.Failed);
        fleet.WriteManifest("jobs/migration.yaml", $"{Head}\n{Spec("backoffLimit: 1")}");
        // The same version joins the Job as it is.
        var joined = await fleet.RunAsync("Deploy", "--migration-timeout=2s");

        (await fleet.RunAsync("CancelMigration", "--regions=north")).ShouldEndWith(ExitCode.Done);
        var run = await fleet.RunAsync("Deploy");

        joined.ShouldEndWith(ExitCode.Failed).Output.ShouldContain("joining the running Job migration of 1.2.3");
        run.ShouldEndWith(ExitCode.Done).StageOf("north", Stage.Migrate).ShouldBe(Outcome.Succeeded);
    }

    private const string Head = """
        apiVersion: batch/v1
        kind: Job
        metadata: { name: migration }
        """;

    private static string Spec(string held) =>
        $"""
            spec:
              {held}
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: migration
                      image: "$IMAGE:$VERSION"
                      command: [python, manage.py, migrate]
            """;

    private static async Task<StagedFleet> MigratingAsync(params string[] regions)
    {
        regions = regions is [] ? ["north"] : regions;
        var fleet = await StagedFleet.StartAsync(regions);
        foreach (var region in regions)
        {
            fleet[region].MigrationScript = _ =>
                ContainerProgram.Serves(
                    "Running migrations:",
                    "  Applying audits.0041_audit_archived... OK",
                    "  Applying audits.0042_rewrite..."
                );
            var run = await fleet.RunAsync(
                "MigrateCluster",
                "--exclusive",
                "--migration-timeout=2s",
                $"--regions={region}"
            );
            run.ShouldEndWith(ExitCode.Failed);
        }
        return fleet;
    }
}
