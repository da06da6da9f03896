using Migrations.Verdicts;
using Pipeline.Running;
using Releases.Records;

namespace Pipeline.Tests.Drills;

public sealed class FailedMigrationDrillTests
{
    [Fact]
    public async Task A_failed_migration_ends_with_where_the_schema_stands_and_what_can_be_done()
    {
        var run = (await CommandRun.DrillAsync("--regions=uk", "--fault=uk:migration-fails")).ShouldEndWith(
            ExitCode.Failed
        );

        var schema = run.Region("uk").Schema.ShouldNotBeNull();
        schema.Source.ShouldBe(SchemaSource.Database, schema.NotAsked);
        schema.In(StepState.Applied).ShouldBe(["audits.0041_audit_archived"]);
        schema.In(StepState.Failed).ShouldBe(["audits.0042_issue_due_date"]);
        schema.Serving.ShouldNotBeNull().Verdict.ShouldBe(Verdict.Clear);
        var screen = run.Screen;
        screen.ShouldContain("cause: lock timeout: ");
        screen.ShouldContain("schema: 1 of 2 migrations applied, as the database says");
        screen.ShouldContain("failed, and undone: audits.0042_issue_due_date");
        screen.ShouldContain("can run on this schema");
        screen.ShouldContain("- un-apply back to audits.0040_audit_and_issue");
        // After a drill the same name means a real region.
        screen.ShouldNotContain("./build.sh --target=Rollback");
    }
}
