using System.Text.Json.Nodes;
using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Runs;

/// <summary>Some workloads keep old pods when they are rolled out. What is live is then what their pods run.</summary>
public sealed class OldPodsStayTests
{
    [Theory]
    [InlineData("{ type: RollingUpdate }", "1.2.3")]
    [InlineData("{ type: RollingUpdate, rollingUpdate: { partition: 1 } }", "mixed 1.2.2/1.2.3")]
    [InlineData("{ type: OnDelete }", "mixed 1.2.2/1.2.3")]
    public async Task The_record_says_what_the_pods_of_a_StatefulSet_run(string strategy, string live)
    {
        await using var fleet = await StagedWorkers.StartAsync(strategy);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.StageOf("north", Stage.Verify).ShouldBe(Outcome.Succeeded);
        run.Region("north").Live.ShouldBe(live);
    }

    [Fact]
    public async Task Pods_whose_images_a_webhook_has_taken_from_a_mirror_are_not_left_out()
    {
        await using var fleet = await StagedWorkers.StartAsync("{ type: OnDelete }");
        MirrorPods(fleet);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.Region("north").Live.ShouldBe("unknown: some images carry no version, others 1.2.3");
    }

    [Fact]
    public async Task A_version_that_does_not_start_is_not_live_where_the_old_pods_come_from_a_mirror()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Faults.Add(FaultKind.CrashLoop);
        MirrorPods(fleet);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);

        run.Region("north").Live.ShouldBe("unknown: some images carry no version, others 1.2.3");
        run.LastScreen.ShouldNotContain(line => line.Contains("serves 1.2.3", StringComparison.Ordinal));
    }

    private static void MirrorPods(StagedFleet fleet)
    {
        foreach (var pod in fleet["north"].GetAll("pods"))
        {
            var name = pod["metadata"]!["name"]!.GetValue<string>();
            fleet.Change("north", "pods", name, json => Mirror(json["spec"]!, fleet.Image));
        }
    }

    private static void Mirror(JsonNode pod, string image)
    {
        foreach (var container in new[] { "initContainers", "containers" }.SelectMany(key => pod[key]?.AsArray() ?? []))
            container!["image"] = container["image"]!
                .GetValue<string>()
                .Replace(image, "mirror.example/megforms", StringComparison.Ordinal);
    }
}
