using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Runs;

/// <summary>
/// A worker without a readiness probe counts as available in each of its runs, however short they are.
/// </summary>
public sealed class CrashesLaterTests
{
    [Fact]
    public async Task A_worker_that_is_between_two_crashes_when_the_rest_is_done_is_not_rolled_out()
    {
        // Its first run has ended and its second one goes on when the web pods become ready.
        await using var fleet = await StartAsync(start =>
            start.Restarts == 0
                ? ContainerProgram.Crashes(1, "starting")
                : ContainerProgram.Exits(1, [.. Enumerable.Repeat("working", 40)])
        );

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);

        var failure = run.Region("north").Failure.ShouldNotBeNull();
        failure.Reason.ShouldBe("CrashLoopBackOff");
        failure.Message.ShouldStartWith("Deployment worker: container worker ended ");
    }

    [Fact]
    public async Task A_worker_that_comes_up_at_its_second_start_is_watched_for_a_while_and_counts()
    {
        await using var fleet = await StartAsync(start =>
            start.Restarts == 0 ? ContainerProgram.Crashes(1, "no database yet") : ContainerScripts.Service(start)
        );

        var run = (await fleet.RunInHasteAsync(_ => { })).ShouldEndWith(ExitCode.Done);

        run.Lines.Count(line => line.Contains("has restarted, and counts as rolled out", StringComparison.Ordinal))
            .ShouldBe(1);
    }

    private static async Task<StagedFleet> StartAsync(Func<ContainerStart, ContainerProgram> worker)
    {
        var fleet = await StagedFleet.StartAsync(
            CommandRun.Pace with
            {
                Ready = TimeSpan.FromMilliseconds(300),
            },
            "north"
        );
        fleet["north"].ServiceScript = start =>
            start.Container == "worker" && start.Image.EndsWith(":1.2.3", StringComparison.Ordinal)
                ? worker(start)
                : ContainerScripts.Service(start);
        fleet["north"]
            .Apply(
                $$"""
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: worker, labels: { image: megforms } }
                spec:
                  replicas: 1
                  selector: { matchLabels: { app: worker } }
                  template:
                    metadata: { labels: { app: worker } }
                    spec:
                      containers:
                        - { name: worker, image: "{{fleet.Image}}:1.2.2" }
                """
            );
        while (fleet["north"].Get("deployments.apps", "worker")!["status"]?["readyReplicas"]?.GetValue<int>() != 1)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        return fleet;
    }
}
