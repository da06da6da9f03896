using Cluster.Tests.Stack;
using Releases.Records;

namespace Cluster.Tests;

public sealed class SecondRunTests(StackFixture stack)
{
    [Fact]
    public async Task A_second_run_of_the_same_command_changes_nothing_and_says_so()
    {
        await using var application = await stack.RunningInAsync("north");
        var first = (await application.ReleaseAsync("1.2.3")).ShouldSucceed();
        var region = application["north"];
        await region.ComeUpAsync();
        var traces = await region.TracesAsync();
        var references = await application.Checkout.RemoteGitAsync("show-ref", "--dereference");

        var second = await application.ReleaseAsync("1.2.3");

        second.ShouldSucceed().ShouldSay("nothing had to change");
        second.Stage("north", Stage.Migrate).Outcome.ShouldBe(Outcome.Skipped);
        second.Stage("north", Stage.SetImage).Outcome.ShouldBe(Outcome.Skipped);
        second.Region("north").Workloads.ShouldBeEmpty();
        second.Record.Images.ShouldBe(first.Record.Images);
        (await region.TracesAsync()).ShouldBe(traces);
        (await application.Checkout.RemoteGitAsync("show-ref", "--dereference")).ShouldBe(references);
    }
}
