using Drill.Faults;
using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Surveys;

namespace Pipeline.Tests.Checks;

/// <summary>Databases that are asked which migrations are applied.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task Nothing_is_asked_of_a_database_unless_that_is_asked_for()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        var requests = fleet["north"].Requests.Count;

        var status = await fleet.RunAsync("Status");
        var plan = await fleet.RunAsync("Plan");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        status.Output.ShouldNotContain("Database:");
        plan.Output.ShouldNotContain("Database:");
        fleet["north"].Requests.Skip(requests).ShouldAllBe(request => !request.Path.Contains("-schema-"));
    }

    [Fact]
    public async Task A_schema_that_is_as_the_code_expects_is_one_line()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");

        var run = await fleet.RunAsync("Status", "--schema");

        run.Output.ShouldContain("Database: north, south: 1 of 1 migration of 1.2.2, which serves, applied");
        fleet.Questions("north").ShouldBeEmpty();
        fleet["north"].UnappliedMigrations.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_schema_ahead_of_the_code_is_told()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Done);

        var run = await fleet.RunAsync("Status", "--schema");

        run.Output.ReplaceLineEndings(" ").ShouldContain("AHEAD of 1.2.2: all of 1.2.3 is applied,");
        var status = FleetStatusFormat.Read(
            "status",
            (await fleet.RunAsync("Status", "--schema", "--output=json")).Output
        );
        status
            .Regions[0]
            .Database.ShouldNotBeNull()
            .Ahead.ShouldBe(["audits.0041_audit_archived", "audits.0042_issue_due_date"]);
    }

    [Theory]
    [InlineData("Status")]
    [InlineData("Plan")]
    public async Task What_squashes_replace_is_read_by_the_tags_of_the_remote(string target)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Done);
        fleet.ForgetTag(StagedFleet.From);

        var run = await fleet.RunAsync(target, "--schema");

        run.Said.ShouldContain("AHEAD of 1.2.2: all of 1.2.3 is applied,");
        run.Said.ShouldNotContain("what squashes replace is not known");
    }

    [Fact]
    public async Task A_schema_that_is_half_way_is_told()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Faults.Add(FaultKind.MigrationFails);
        (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Failed);

        var run = await fleet.RunAsync("Status", "--schema", "--output=json");

        var database = FleetStatusFormat.Read("status", run.Output).Regions[0].Database.ShouldNotBeNull();
        database.Ahead.ShouldBe(["audits.0041_audit_archived"]);
        database.Open.ShouldBe(["audits.0042_issue_due_date"]);
        fleet.Questions("north").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_says_what_is_to_be_applied_in_each_region()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = (await fleet.RunAsync("Plan", "--schema", "--output=json")).ShouldEndWith(ExitCode.Done);

        var database = run.Plan.Regions[0].Database.ShouldNotBeNull();
        (database.Version, database.Newer).ShouldBe(("1.2.2", "1.2.3"));
        database.Open.ShouldBe(["audits.0041_audit_archived", "audits.0042_issue_due_date"]);
        database.IsAhead.ShouldBeFalse();
        fleet["north"].UnappliedMigrations.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_plan_says_how_many_rows_the_tables_have_that_it_locks_by_their_size()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south", "west");
        await fleet.CommitAsync(StagedMigration.File, Index);
        foreach (var (region, rows) in (IReadOnlyList<(string, string)>)[("north", "12000000"), ("south", "3500")])
            Answer(fleet, region, $"{{\"vendor\": \"postgresql\", \"rows\": {{\"forms_form\": {rows}}}}}");
        Answer(fleet, "west", "{\"vendor\": \"postgresql\", \"rows\": {}}");

        var text = (await fleet.RunAsync("Plan", "--schema")).ShouldEndWith(ExitCode.Done);
        var json = await fleet.RunAsync("Plan", "--schema", "--output=json");

        string.Join(' ', text.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
            .ShouldContain(
                "for as long as forms_form is large (about 3,500 rows in one region, 12,000,000 in another, an estimate of PostgreSQL; not counted in west)"
            );
        json.Plan.Regions.Select(region => region.Database!.Tables.Single().Rows).ShouldBe([12_000_000, 3_500, null]);
        fleet.Questions("north").ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_rows_cannot_be_counted_the_plan_says_so_in_a_line()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        await fleet.CommitAsync(StagedMigration.File, Index);
        fleet["south"].QuestionScript = start =>
            start.Command.Contains("shell")
                ? ContainerProgram.Crashes(1, "manage.py: error: argument command: invalid choice: 'shell'")
                : ContainerProgram.Exits(0, "[X]  forms.0001_initial");

        var run = (await fleet.RunAsync("Plan", "--schema")).ShouldEndWith(ExitCode.Done);

        var text = string.Join(' ', run.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        text.ShouldContain("Database: north: how many rows its tables have is not known: the database is embedded");
        text.ShouldContain(
            "Database: south: how many rows its tables have is not known: the question ended with exit code 1"
        );
        text.ShouldContain("for as long as forms_form is large,");
        fleet["north"].UnappliedMigrations.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_plan_that_locks_no_table_by_its_size_asks_for_no_rows()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.CommitAsync(StagedMigration.File, StagedMigration.Clear);
        var asked = new List<string>();
        fleet["north"].QuestionScript = start =>
        {
            asked.Add(string.Join(' ', start.Command));
            return ContainerProgram.Exits(0, "[X]  forms.0001_initial");
        };

        (await fleet.RunAsync("Plan", "--schema")).ShouldEndWith(ExitCode.Done);

        asked.ShouldNotBeEmpty();
        asked.ShouldAllBe(command => command.Contains("showmigrations"));
    }

    [Fact]
    public async Task A_database_that_does_not_answer_costs_its_own_line_alone()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet["south"].QuestionScript = _ =>
            ContainerProgram.Crashes(
                1,
                "django.db.utils.OperationalError: connection to server at \"db\" failed: FATAL:  password authentication failed for user \"app\""
            );

        var run = await fleet.RunAsync("Status", "--schema");

        run.Output.ShouldContain("Database: north: 1 of 1 migration of 1.2.2");
        run.Output.ReplaceLineEndings(" ")
            .ShouldContain("Database: south: not known: the question ended with exit code 1");
        fleet.Questions("south").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_question_whose_asker_was_killed_is_removed_by_the_next()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"]
            .Apply(
                """
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: migration-schema-old
                  labels: { "release.megsupporttools.com/schema-question": migration }
                spec:
                  backoffLimit: 0
                  template:
                    spec:
                      restartPolicy: Never
                      containers:
                        - { name: schema-question, image: "x:1", command: [manage.py, showmigrations] }
                """
            );
        while (fleet["north"].Get("jobs.batch", "migration-schema-old")?["status"]?["completionTime"] is null)
            await Task.Delay(10, TestContext.Current.CancellationToken);

        await fleet.RunAsync("Status", "--schema");

        fleet.Questions("north").ShouldBeEmpty();
    }

    private const string Index = """
        from django.db import migrations, models

        class Migration(migrations.Migration):
            dependencies = [("forms", "0002_form_notes")]
            operations = [migrations.AddIndex("form", models.Index(fields=["notes"], name="form_notes"))]

        """;

    private static void Answer(StagedFleet fleet, string region, string rows) =>
        fleet[region].QuestionScript = start =>
            ContainerProgram.Exits(
                0,
                start.Command.Contains("shell") ? $"release-rows {rows}" : "[X]  forms.0001_initial"
            );
}
