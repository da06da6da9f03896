using Cluster.Tests.Sample;
using Cluster.Tests.Stack;
using Releases.Records;

namespace Cluster.Tests;

public sealed class InterruptionTests(StackFixture stack)
{
    [Fact]
    public async Task Control_C_in_a_migration_ends_the_run_and_the_next_one_joins_the_running_Job()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        await application.MigratesWithAsync(SampleMigrations.ThatWaits);
        var region = application["north"];
        await using var interrupted = await application.StartThroughTheDoorAsync("Deploy", "1.2.3", "--tail-migration");
        await interrupted.SaysAsync("| Waiting to go on");
        var job = await region.MigrationAsync();

        interrupted.PressControlC();

        var first = (await interrupted.EndAsync()).ShouldEnd(130, Outcome.Interrupted);
        first.Region("north").Outcome.ShouldBe(Outcome.Interrupted);
        first.Stage("north", Stage.Migrate).Outcome.ShouldBe(Outcome.Interrupted);
        first.Stage("north", Stage.Migrate).Seconds.ShouldNotBeNull();
        first.ShouldSay("INTERRUPTED");
        await region.ShowsAsync("Version: 1.2.2");
        await using var next = application.Start("Deploy", "1.2.3", "--tail-migration");
        await next.SaysAsync("joining the running Job migration");
        await region.LetMigrationGoOnAsync();
        (await next.EndAsync()).ShouldSucceed().ShouldSay("| Going on");
        job.ShouldNotBeNull();
        (await region.MigrationAsync()).ShouldBe(job);
        await region.ShowsAsync("Version: 1.2.3");
    }
}
