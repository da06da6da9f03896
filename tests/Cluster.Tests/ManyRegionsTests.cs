using Cluster.Tests.Sample;
using Cluster.Tests.Stack;
using Releases.Records;

namespace Cluster.Tests;

public sealed class ManyRegionsTests(StackFixture stack)
{
    private static readonly string[] Seven = ["north", "east", "south", "west", "up", "down", "middle"];

    // No migration ends before all seven run: regions that waited for one another would wait for ever.
    [Fact]
    public async Task Seven_regions_of_a_wave_migrate_at_the_same_time()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small(Seven));
        await application.MigratesWithAsync(SampleMigrations.ThatWaits);
        await using var release = application.Start("Deploy", "1.2.3");

        await release.RunsUntilAsync(Task.WhenAll(application.Regions.Select(region => region.MigratingPodAsync())));
        await Task.WhenAll(application.Regions.Select(region => region.LetMigrationGoOnAsync()));

        var run = (await release.EndAsync()).ShouldSucceed();
        var stages = Seven.Select(region => run.Stage(region, Stage.Migrate)).ToArray();
        stages
            .Max(stage => stage.StartedAt)
            .ShouldBeLessThan(stages.Min(stage => stage.StartedAt + TimeSpan.FromSeconds(stage.Seconds!.Value)));
        foreach (var region in application.Regions)
            await region.ShowsAsync("Version: 1.2.3");
    }
}
