using Drill.Faults;
using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Runs;

/// <summary>
/// Somebody else changes a workload while a run watches the rollout. A rollout of another image proves nothing, however
/// well it ends.
/// </summary>
public sealed class ImageLostTests
{
    [Theory]
    [InlineData("deployments.apps", "static", "Deployment static", "-static")]
    [InlineData("cronjobs.batch", "cleanup", "CronJob cleanup", "")]
    public async Task A_workload_that_is_taken_back_is_not_rolled_out(
        string resource,
        string name,
        string workload,
        string ending
    )
    {
        await using var fleet = await StartAsync(slow: ":1.2.3");
        var hand = new Hand(
            line => line.Contains("verify: Deployment static: ", StringComparison.Ordinal),
            () => SetImage(fleet, resource, name, $"{fleet.Image}:1.2.2{ending}")
        );

        var run = (await fleet.RunAsync(hand.See)).ShouldEndWith(ExitCode.Failed);

        var north = run.Region("north");
        (north.Failure!.Stage, north.Failure.Reason).ShouldBe((Stage.Verify, "ImageNotSet"));
        north.Failure.Message.ShouldBe(
            $"{workload} has {fleet.Image}:1.2.2{ending}, and no longer {fleet.Image}:1.2.3{ending}: somebody else may be changing it"
        );
        north.Live.ShouldNotBe("1.2.3");
    }

    [Fact]
    public async Task A_workload_that_is_deleted_is_not_rolled_out()
    {
        await using var fleet = await StartAsync(slow: ":1.2.3");
        var hand = new Hand(
            line => line.Contains("verify: Deployment static: ", StringComparison.Ordinal),
            () => fleet["north"].Delete("deployments.apps", "static")
        );

        var run = (await fleet.RunAsync(hand.See)).ShouldEndWith(ExitCode.Failed);

        var failure = run.Region("north").Failure.ShouldNotBeNull();
        failure.Reason.ShouldBe("ImageNotSet");
        failure.Message.ShouldBe(
            "Deployment static is gone, or no rule selects it any more: somebody else may be changing it"
        );
    }

    [Fact]
    public async Task A_workload_that_is_taken_forward_again_is_not_back()
    {
        await using var fleet = await StartAsync(slow: ":1.2.2");
        fleet["north"].Faults.Add(FaultKind.PageStale);
        var hand = new Hand(
            line =>
                line.Contains("restore: Deployment static: ", StringComparison.Ordinal)
                && !line.Contains(" -> ", StringComparison.Ordinal),
            () => SetImage(fleet, "deployments.apps", "static", $"{fleet.Image}:1.2.3-static")
        );

        var run = await fleet.RunAsync(hand.See, "--on-failure=rollback", "--rollout-timeout=8s");

        var restore = run.ShouldEndWith(ExitCode.Failed).Region("north").Stages[^1];
        (restore.Name, restore.Outcome).ShouldBe((Stage.Restore, Outcome.Failed));
        restore.Detail.ShouldBe(
            $"Deployment static has {fleet.Image}:1.2.3-static, and no longer {fleet.Image}:1.2.2-static: somebody else may be changing it; back: Deployment web, CronJob cleanup"
        );
    }

    // Two pods of "web" take a second each to start, one after another: there is time to change something.
    private static async Task<StagedFleet> StartAsync(string slow)
    {
        var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].ServiceScript = start =>
            start.Container == "check" && start.Image.EndsWith(slow, StringComparison.Ordinal)
                ? ContainerProgram.Exits(0, [.. Enumerable.Repeat("checking", 20)])
                : ContainerScripts.Service(start);
        return fleet;
    }

    private static void SetImage(StagedFleet fleet, string resource, string name, string image) =>
        fleet.Change(
            "north",
            resource,
            name,
            json =>
            {
                var spec = json["spec"]!;
                var pod = (spec["jobTemplate"]?["spec"] ?? spec)["template"]!["spec"]!;
                pod["containers"]![0]!["image"] = image;
            }
        );

    /// <summary>Does something once, when a line is written.</summary>
    private sealed class Hand(Func<string, bool> isSign, Action act)
    {
        private int _acted;

        public void See(string line)
        {
            if (isSign(line) && Interlocked.Exchange(ref _acted, 1) == 0)
                act();
        }
    }
}
