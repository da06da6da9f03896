using Cluster.Tests.Sample;
using Cluster.Tests.Stack;

namespace Cluster.Tests;

/// <summary>What the real Django and PostgreSQL answer whoever asks where a schema stands.</summary>
public sealed class AskedSchemaTests(StackFixture stack)
{
    [Fact]
    public async Task A_database_that_may_not_be_written_to_says_what_is_applied_and_what_is_to_come()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        var region = application["north"];
        await application.MigratesWithAsync(
            SampleMigrations.Of($"{SampleMigrations.AddsColumn}, {SampleMigrations.RefusesNulls}")
        );
        (await application.RunAsync("PushAcr", "1.2.3")).ShouldSucceed();
        await region.Database.QueryAsync("ANALYZE forms_form");
        await region.Database.RefusesWritesAsync();

        (await application.AskAsync("Status", "--schema")).ShouldSay("of 1.2.2, which serves, applied");
        string[] registry = [$"--registry-user={stack.Settings.RegistryUser}"];
        (await application.AskAsync("Plan", ["--version=1.2.3", "--schema", .. registry]))
            .ShouldSay("to be applied for 1.2.3: forms.0003_change")
            .ShouldSay("about 2 rows, an estimate of PostgreSQL");

        (await region.Kubectl.ListAsync("jobs")).ShouldBeEmpty();
        (await region.Database.AppliedAsync()).ShouldBe(["0001_initial", "0002_form_notes"]);
    }

    [Fact]
    public async Task A_schema_that_is_ahead_of_the_code_is_named_after_a_way_back()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        await application.MigratesWithAsync(SampleMigrations.Of(SampleMigrations.AddsColumn));
        (await application.ReleaseAsync("1.2.3")).ShouldSucceed();
        (await application.RunAsync("Rollback", "1.2.2")).ShouldSucceed();

        (await application.AskAsync("Status", "--schema")).ShouldSay(
            "AHEAD of 1.2.2: all of 1.2.3 is applied, forms.0003_change too"
        );
    }
}
