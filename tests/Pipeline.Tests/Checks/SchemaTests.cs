using Drill.Faults;
using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Plans;
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

    [Fact]
    public async Task A_schema_that_is_half_way_is_told()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Faults.Add(FaultKind.MigrationFails);
        (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Failed);

        var run = await fleet.RunAsync("Status", "--schema", "--output=json");

        var database = FleetStatusFormat.Read("status", run.Output).Regions[0].Database.ShouldNotBeNull();
        database.IsHalfWay.ShouldBeTrue();
        database.Ahead.ShouldBe(["audits.0041_audit_archived"]);
        database.Open.ShouldBe(["audits.0042_issue_due_date"]);
        fleet.Questions("north").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_says_what_is_to_be_applied_in_each_region()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = (await fleet.RunAsync("Plan", "--schema", "--output=json")).ShouldEndWith(ExitCode.Done);

        var database = PlanFormat.Read("plan", run.Output).Regions[0].Database.ShouldNotBeNull();
        (database.Version, database.Newer).ShouldBe(("1.2.2", "1.2.3"));
        database.Open.ShouldBe(["audits.0041_audit_archived", "audits.0042_issue_due_date"]);
        database.IsAhead.ShouldBeFalse();
        fleet["north"].UnappliedMigrations.Count.ShouldBe(2);
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
}
