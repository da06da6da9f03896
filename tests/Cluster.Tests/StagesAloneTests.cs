using Cluster.Tests.Sample;
using Cluster.Tests.Stack;
using Releases.Records;

namespace Cluster.Tests;

public sealed class StagesAloneTests(StackFixture stack)
{
    [Fact]
    public async Task Every_stage_can_be_run_on_its_own()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        await application.PublishAsync("1.2.3");
        var region = application["north"];

        var set = (await application.RunAsync("SetImage", "1.2.3", "--exclusive")).ShouldSucceed();
        set.Region("north").Stages.Select(stage => stage.Name).ShouldBe([Stage.SetImage]);
        (await region.MigrationAsync()).ShouldBeNull();
        (await region.ImagesAsync())["Deployment web/web"].ShouldBe($"{application.Image}:1.2.3");

        var verified = (await application.RunAsync("VerifyRollout", "1.2.3", "--exclusive")).ShouldSucceed();
        verified.Region("north").Stages.Select(stage => stage.Name).ShouldBe([Stage.Verify]);
        await region.ShowsAsync("Version: 1.2.3");

        var migrated = (await application.RunAsync("MigrateCluster", "1.2.3", "--exclusive")).ShouldSucceed();
        migrated.Region("north").Stages.Select(stage => stage.Name).ShouldBe([Stage.Migrate]);
        (await region.MigrationAsync()).ShouldNotBeNull();
        (await application.Checkout.RemoteGitAsync("tag", "--list")).ShouldBe("1.2.2");
    }
}
