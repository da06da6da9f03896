using Cluster.Tests.Sample;
using Cluster.Tests.Stack;
using Releases.Records;

namespace Cluster.Tests;

public sealed class MigrationTests(StackFixture stack)
{
    [Fact]
    public async Task A_migration_that_fails_leaves_the_old_version_serving_and_later_waves_alone()
    {
        await using var application = await stack.RunningInAsync("north", "south");
        await application.MigratesWithAsync(SampleMigrations.ThatFails);
        var north = await application["north"].ImagesAsync();
        var south = await application["south"].TracesAsync();

        var run = await application.ReleaseAsync("1.2.3");

        run.ShouldFail();
        run.Failure("north").Stage.ShouldBe(Stage.Migrate);
        run.Failure("north").Reason.ShouldBe("BackoffLimitExceeded");
        run.Failure("north").Log.ShouldContain(SampleMigrations.LastWords);
        run.ShouldSay(SampleMigrations.LastWords).ShouldSay("next: kubectl");
        run.Region("north").Stages.Select(stage => stage.Name).ShouldBe([Stage.Migrate]);
        run.Region("south").Outcome.ShouldBe(Outcome.Skipped);
        (await application["north"].ImagesAsync()).ShouldBe(north);
        await application["north"].ShowsAsync("Version: 1.2.2");
        (await application["south"].TracesAsync()).ShouldBe(south);
        await application["south"].ShowsAsync("Version: 1.2.2");
    }

    [Fact]
    public async Task A_migration_s_log_is_shown_line_by_line_with_the_region_and_no_line_twice()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        await application.MigratesWithAsync(SampleMigrations.ThatTalks);

        var run = await application.ReleaseAsync("1.2.3", "--tail-migration");

        run.ShouldSucceed();
        var shown = run
            .Output.Split('\n')
            .Where(line => line.Contains("[north] migrate: | ", StringComparison.Ordinal))
            .Select(line => line.Split("| ", 2)[1])
            .ToArray();
        var numbered = Enumerable.Range(1, 2000).Select(number => $"line {number}.");
        shown.Where(line => line.StartsWith("line ", StringComparison.Ordinal)).ShouldBe(numbered);
        shown.Except(numbered).Count(line => line == "caf\uFFFD au lait").ShouldBe(1);
        (await application["north"].Database.AppliedAsync()).ShouldContain("0003_change");
    }

    [Fact]
    public async Task Without_being_asked_for_a_log_is_shown_only_when_the_migration_fails()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        await application.MigratesWithAsync(SampleMigrations.ThatTalks);

        var run = await application.ReleaseAsync("1.2.3");

        run.ShouldSucceed();
        run.Output.ShouldNotContain("line 2000.");
    }
}
