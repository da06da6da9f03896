using System.Text.Json.Nodes;
using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Restoring;

/// <summary>A StatefulSet that starts its pods in order waits for ever for one that cannot start.</summary>
public sealed class OrderedStatefulSetTests
{
    [Fact]
    public async Task The_way_back_removes_the_pod_that_holds_nothing_but_a_failed_start()
    {
        await using var fleet = await WithWorkersAsync();

        var run = (await fleet.RunInHasteAsync(_ => { }, "--on-failure=rollback")).ShouldEndWith(ExitCode.Failed);

        run.Output.ShouldContain(
            "StatefulSet worker: removing pod worker-1, which failed to start and which the StatefulSet waits for"
        );
        run.StageOf("north", Stage.Restore).ShouldBe(Outcome.Succeeded, run.ToString());
        fleet["north"]
            .GetAll("pods")
            .Where(IsWorker)
            .Select(pod => pod["spec"]!["containers"]![0]!["image"]!.GetValue<string>())
            .ShouldAllBe(image => image == $"{fleet.Image}:1.2.2");
    }

    [Fact]
    public async Task A_mended_release_names_the_pod_that_is_in_the_way_with_the_command_that_helps()
    {
        await using var fleet = await WithWorkersAsync();
        (await fleet.RunInHasteAsync(_ => { })).ShouldEndWith(ExitCode.Failed);
        await fleet.PublishAsync("1.2.4");

        var run = await fleet.RunInHasteAsync(_ => { }, "--version=1.2.4");

        var failure = run.ShouldEndWith(ExitCode.Failed).Region("north").Failure.ShouldNotBeNull();
        failure.Reason.ShouldBe("StuckInOrder");
        failure.Message.ShouldStartWith("StatefulSet worker: pod worker-1 of another revision is in the way (");
        failure.Log.ShouldBe(["no broker"]);
        failure.NextStep.ShouldBe("kubectl --context north --namespace default delete pod worker-1");
    }

    private static bool IsWorker(JsonObject pod) => pod["metadata"]!["labels"]?["app"]?.GetValue<string>() == "worker";

    private static async Task<StagedFleet> WithWorkersAsync()
    {
        var fleet = await StagedWorkers.StartAsync();
        fleet["north"].ServiceScript = start =>
            start.Container == "worker" && start.Image.EndsWith(":1.2.3", StringComparison.Ordinal)
                ? ContainerProgram.Crashes(1, "no broker")
                : ContainerScripts.Service(start);
        return fleet;
    }
}
