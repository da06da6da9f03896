using Cluster.Tests.Sample;
using Cluster.Tests.Stack;

namespace Cluster.Tests;

public sealed class PendingPodsTests(StackFixture stack)
{
    [Fact]
    public async Task Pods_that_no_node_takes_are_named_when_the_time_is_up()
    {
        await using var application = await stack.RunningAsync(SampleSetup.Small("north"));
        await application.PublishAsync("1.2.3");
        await application["north"].MoveToNoNodeAsync("web");
        (await application.RunAsync("SetImage", "1.2.3", "--exclusive")).ShouldSucceed();

        var run = await application.RunAsync("VerifyRollout", "1.2.3", "--exclusive", "--rollout-timeout=5s");

        run.ShouldFail();
        run.Failure("north").Reason.ShouldBe("RolloutTimeout");
        run.Failure("north").Message.ShouldContain("Deployment web: not rolled out within 5s");
        run.Failure("north").Message.ShouldContain("Unschedulable: 0/1 nodes are available");
        await application["north"].ShowsAsync("Version: 1.2.2");
    }

    [Fact]
    public async Task A_cluster_without_nodes_ends_the_rollout_when_the_time_is_up()
    {
        await using var application = await stack.RunningAsync(
            SampleSetup.Small("north") with
            {
                Context = stack.Settings.EmptyContext,
                ComesUp = false,
            }
        );
        (await application.RunAsync("SetImage", "1.2.3", "--exclusive")).ShouldSucceed();

        var run = await application.RunAsync("VerifyRollout", "1.2.3", "--exclusive", "--rollout-timeout=5s");

        run.ShouldFail();
        run.Failure("north").Reason.ShouldBe("RolloutTimeout");
        run.Failure("north").Message.ShouldContain("Unschedulable: no node takes the pod");
    }
}
