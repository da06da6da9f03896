using System.Net;
using Cluster.Tests.Sample;
using Cluster.Tests.Stack;
using Migrations.Verdicts;
using Releases.Records;

namespace Cluster.Tests;

public sealed class KilledMigrationTests(StackFixture stack)
{
    [Fact]
    public async Task A_run_that_is_killed_leaves_the_migration_running_and_the_next_run_joins_it()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        var region = application["north"];
        await application.MigratesWithAsync(SampleMigrations.ThatWaitsAfterwards);
        await using (var killed = application.Start("Deploy", "1.2.3", "--tail-migration"))
            await killed.SaysAsync("| Waiting to go on");
        await using var next = application.Start("Deploy", "1.2.3", "--tail-migration", "--wait-lock=5m");
        await next.SaysAsync("joining the running Job migration");
        (await region.Database.ColumnsAsync("forms_form")).ShouldNotContain("code");

        await region.LetMigrationGoOnAsync();

        (await next.EndAsync()).ShouldSucceed();
        (await region.Database.AppliedAsync()).ShouldContain("0003_change");
        (await region.Database.ColumnsAsync("forms_form")).ShouldContain("code");
        await region.ShowsAsync("Version: 1.2.3");
    }

    [Fact]
    public async Task A_run_that_joins_the_migration_of_a_killed_run_says_where_the_schema_stands_when_it_fails()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        var region = application["north"];
        await application.MigratesWithAsync(
            SampleMigrations.Of(SampleMigrations.AddsColumn),
            SampleMigrations.Of(
                $"migrations.RunPython(waits, migrations.RunPython.noop), {SampleMigrations.RefusesNulls}",
                after: "0003_change"
            )
        );
        await using (var killed = application.Start("Deploy", "1.2.3", "--tail-migration"))
            await killed.SaysAsync("| Waiting to go on");
        await using var next = application.Start("Deploy", "1.2.3", "--tail-migration", "--wait-lock=5m");
        await next.SaysAsync("joining the running Job migration");

        await region.LetMigrationGoOnAsync();

        (await next.EndAsync())
            .ShouldFail()
            .ShouldStandAt("north", SampleMigrations.OnlyTheFirst, "1.2.2", Verdict.Clear);
        (await region.Database.AppliedAsync()).ShouldBe(["0001_initial", "0002_form_notes", "0003_change"]);
        (await region.WriteAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_migration_whose_pod_is_killed_is_rolled_back_and_the_same_command_migrates_anew()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        var region = application["north"];
        await application.MigratesWithAsync(SampleMigrations.ThatWaitsAfterwards);
        await using var release = application.Start("Deploy", "1.2.3", "--tail-migration");
        await release.SaysAsync("| Waiting to go on");

        await stack.Engine.KillAsync(await region.MigratingPodAsync(), "migration");

        var run = (await release.EndAsync()).ShouldFail();
        run.Failure("north").Stage.ShouldBe(Stage.Migrate);
        run.Failure("north").Reason.ShouldBe("BackoffLimitExceeded");
        await region.ShowsAsync("Version: 1.2.2");
        (await region.Database.AppliedAsync()).ShouldNotContain("0003_change");
        (await region.Database.ColumnsAsync("forms_form")).ShouldNotContain("code");
        await using var next = application.Start("Deploy", "1.2.3", "--tail-migration");
        await next.SaysAsync("| Waiting to go on");
        await region.LetMigrationGoOnAsync();
        (await next.EndAsync()).ShouldSucceed();
        (await region.Database.ColumnsAsync("forms_form")).ShouldContain("code");
    }

    [Fact]
    public async Task A_database_that_is_killed_in_the_middle_of_a_migration_comes_back_as_it_was_before()
    {
        await using var server = await DatabaseServer.StartAsync();
        await using var application = await stack.RunningAsync(
            SampleSetup.Small("north") with
            {
                DatabasePort = server.Port,
            }
        );
        var region = application["north"];
        await application.MigratesWithAsync(SampleMigrations.ThatWaitsAfterwards);
        await using var release = application.Start("Deploy", "1.2.3", "--tail-migration");
        await release.SaysAsync("| Waiting to go on");

        await server.KillAsync();
        await region.LetMigrationGoOnAsync();

        var run = (await release.EndAsync()).ShouldFail();
        run.Failure("north").Stage.ShouldBe(Stage.Migrate);
        run.Failure("north").Log.ShouldContain(line => line.StartsWith("django.db.utils.", StringComparison.Ordinal));
        run.Region("north").Schema.ShouldNotBeNull().NotAsked.ShouldNotBeNull(run.Output);
        await server.StartAgainAsync();
        (await region.Database.AppliedAsync()).ShouldBe(["0001_initial", "0002_form_notes"]);
        (await region.Database.ColumnsAsync("forms_form")).ShouldNotContain("code");
        await region.ShowsAsync("Version: 1.2.2");
        await using var next = application.Start("Deploy", "1.2.3", "--tail-migration");
        await next.SaysAsync("| Waiting to go on");
        await region.LetMigrationGoOnAsync();
        (await next.EndAsync()).ShouldSucceed();
    }
}
