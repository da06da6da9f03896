using System.Net;
using Cluster.Tests.Sample;
using Cluster.Tests.Stack;
using Migrations.Verdicts;
using Releases.Records;

namespace Cluster.Tests;

public sealed class SchemaTests(StackFixture stack)
{
    private const string Indexes = """
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY forms_form_code ON forms_form (code)", "DROP INDEX forms_form_code"
        )
        """;

    private const string NothingIsNull = "UPDATE forms_form SET notes = 'none' WHERE notes IS NULL";

    [Fact]
    public async Task A_release_takes_the_database_to_the_schema_that_its_code_reads_and_writes()
    {
        await using var application = await stack.RunningAsync(
            SampleSetup.Small("north") with
            {
                Manifests = ["small", "cleanup"],
                Workloads = """  - { selector: image=megforms, kinds: [Deployment, CronJob], tag: "{version}" }""",
            }
        );
        var region = application["north"];
        await application.MigratesWithAsync(
            SampleMigrations.Of(SampleMigrations.AddsColumn),
            SampleMigrations.Of(Indexes, after: "0003_change", isAtomic: false)
        );
        await region.Database.QueryAsync("INSERT INTO django_session VALUES ('old', '', now() - interval '1 day')");

        (await application.ReleaseAsync("1.2.3")).ShouldSucceed();

        (await region.Database.AppliedAsync()).ShouldBe([
            "0001_initial",
            "0002_form_notes",
            "0003_change",
            "0004_second",
        ]);
        (await region.Database.ColumnsAsync("forms_form")).ShouldContain("code");
        await region.ShowsAsync("Expenses: 1, by month");
        (await region.WriteAsync()).ShouldBe(HttpStatusCode.OK);
        await region.ShowsAsync("Written by a test: 1, no notes");
        await region.RunCronJobAsync("cleanup");
        (await region.Database.QueryAsync("SELECT count(*) FROM django_session")).ShouldBe("0");
    }

    [Fact]
    public async Task A_reader_that_does_not_leave_ends_a_migration_at_its_lock_timeout_and_nothing_is_changed()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        var region = application["north"];
        await application.MigratesWithAsync(SampleMigrations.Of(SampleMigrations.AddsColumn));
        await using (await region.Database.HoldAsync("SELECT count(*) FROM forms_form"))
        {
            var run = await application.ReleaseAsync("1.2.3");

            run.ShouldFail();
            run.Failure("north").Stage.ShouldBe(Stage.Migrate);
            run.Failure("north")
                .Log.ShouldContain("django.db.utils.OperationalError: canceling statement due to lock timeout");
            run.ShouldStandAt("north", [("forms.0003_change", StepState.Failed)], "1.2.2", Verdict.Clear)
                .ShouldSay("another session held a lock on the table");
            (await region.Database.ColumnsAsync("forms_form")).ShouldNotContain("code");
            await region.ShowsAsync("Version: 1.2.2");
        }

        (await application.ReleaseAsync("1.2.3")).ShouldSucceed();

        (await region.Database.ColumnsAsync("forms_form")).ShouldContain("code");
        await region.ShowsAsync("Version: 1.2.3");
    }

    [Fact]
    public async Task A_second_migration_that_fails_leaves_the_first_applied_and_the_same_command_goes_on_with_it()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        var region = application["north"];
        await application.MigratesWithAsync(
            SampleMigrations.Of(SampleMigrations.AddsColumn),
            SampleMigrations.Of(SampleMigrations.RefusesNulls, after: "0003_change")
        );

        var run = await application.ReleaseAsync("1.2.3", "--tail-migration");

        run.ShouldFail().ShouldSay("Applying forms.0003_change... OK");
        run.Failure("north").Log.ShouldContain(SampleMigrations.LastWords);
        run.ShouldStandAt("north", SampleMigrations.OnlyTheFirst, "1.2.2", Verdict.Clear)
            .ShouldSay("rows have no value in a column");
        (await region.Database.AppliedAsync()).ShouldBe(["0001_initial", "0002_form_notes", "0003_change"]);
        await region.ShowsAsync("Version: 1.2.2");
        (await region.WriteAsync()).ShouldBe(HttpStatusCode.OK);
        await region.Database.QueryAsync(NothingIsNull);
        var next = await application.ReleaseAsync("1.2.3", "--tail-migration");
        next.ShouldSucceed().ShouldSay("Applying forms.0004_second... OK");
        next.Output.ShouldNotContain("Applying forms.0003_change");
    }

    [Fact]
    public async Task A_migration_that_is_not_atomic_stays_half_applied_and_the_next_attempt_says_what_is_there_already()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        var region = application["north"];
        await application.MigratesWithAsync(
            SampleMigrations.Of($"{SampleMigrations.AddsColumn}, {SampleMigrations.RefusesNulls}", isAtomic: false)
        );

        (await application.ReleaseAsync("1.2.3"))
            .ShouldFail()
            .ShouldStandAt("north", [("forms.0003_change", StepState.HalfApplied)], "1.2.2", Verdict.Investigate);

        (await region.Database.ColumnsAsync("forms_form")).ShouldContain("code");
        (await region.Database.AppliedAsync()).ShouldNotContain("0003_change");
        await region.ShowsAsync("Version: 1.2.2");
        (await region.WriteAsync()).ShouldBe(HttpStatusCode.OK);
        await region.Database.QueryAsync(NothingIsNull);
        var again = await application.ReleaseAsync("1.2.3");
        again.ShouldFail();
        again
            .Failure("north")
            .Log.ShouldContain(
                "django.db.utils.ProgrammingError: column \"code\" of relation \"forms_form\" already exists"
            );
        await region.Database.QueryAsync("ALTER TABLE forms_form DROP COLUMN code");
        (await application.ReleaseAsync("1.2.3")).ShouldSucceed();
    }
}
