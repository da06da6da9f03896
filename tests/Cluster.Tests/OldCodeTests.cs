using System.Net;
using Cluster.Tests.Sample;
using Cluster.Tests.Stack;
using Migrations.Verdicts;
using Releases.Records;

namespace Cluster.Tests;

/// <summary>What is said of older code on a newer schema, beside what the older pods then do.</summary>
public sealed class OldCodeTests(StackFixture stack)
{
    // Django takes the default away again once the rows that are there are filled.
    private const string MustBeFilled = "migrations.AddField('form', 'code', models.TextField(default=''))";

    [Fact]
    public async Task Where_no_obstacle_is_found_the_older_pods_read_and_write_on_the_newer_schema()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        var region = application["north"];
        await application.MigratesWithAsync(SampleMigrations.Of(SampleMigrations.AddsColumn));
        (await application.ReleaseAsync("1.2.3")).ShouldSucceed();

        var run = (await application.RunAsync("Rollback", "1.2.2")).ShouldSucceed();

        run.Record.Migrations.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Clear);
        (await region.Database.ColumnsAsync("forms_form")).ShouldContain("code");
        await region.ShowsAsync("Version: 1.2.2");
        (await region.ReadAsync()).ShouldBe(HttpStatusCode.OK);
        (await region.WriteAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Where_it_is_unsafe_the_older_pods_fail_as_was_said()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        var region = application["north"];
        await application.MigratesWithAsync(SampleMigrations.Of(MustBeFilled));
        await application.Checkout.EditAsync(
            SampleMigrations.Models,
            SampleMigrations.NotesColumn,
            $"{SampleMigrations.NotesColumn}    code = models.TextField(default='')\n"
        );
        (await application.ReleaseAsync("1.2.3")).ShouldSucceed();
        (await region.WriteAsync()).ShouldBe(HttpStatusCode.OK);

        var refused = (await application.RunAsync("Rollback", "1.2.2")).ShouldEnd(3, Outcome.Refused);
        refused.Record.Migrations.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Unsafe);
        (await application.RunAsync("Rollback", "1.2.2", "--accept-migration-risk")).ShouldSucceed();

        await region.ShowsAsync("Version: 1.2.2");
        (await region.ReadAsync()).ShouldBe(HttpStatusCode.OK);
        (await region.WriteAsync()).ShouldBe(HttpStatusCode.InternalServerError);
    }
}
