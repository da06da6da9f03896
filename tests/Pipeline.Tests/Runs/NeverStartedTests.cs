using System.Text.Json.Nodes;
using Drill.Kubelet;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Runs;

/// <summary>A migration Job of which no container has ever run holds nobody up.</summary>
public sealed class NeverStartedTests
{
    [Fact]
    public async Task The_next_version_takes_its_place_and_that_is_said()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].ImageExists = image => !image.EndsWith(":1.2.3", StringComparison.Ordinal);
        (await fleet.RunAsync("MigrateCluster", "--exclusive", "--migration-timeout=1s")).ShouldEndWith(
            ExitCode.Failed
        );
        fleet.MigrationPodsOf("north").ShouldBe(1);
        await fleet.PublishAsync("1.2.4");

        var run = (await fleet.RunAsync("Deploy", "--version=1.2.4")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("no container of Job migration has ever run, so it is replaced");
        run.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Succeeded);
    }

    [Fact]
    public async Task Whoever_waits_for_its_pod_to_go_is_told_what_holds_it()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.2")).ShouldEndWith(ExitCode.Done);
        var pod = fleet["north"].GetAll("pods").Single(each => each["metadata"]!["labels"]?["job-name"] is not null);
        var name = pod["metadata"]!["name"]!.GetValue<string>();
        fleet.Change(
            "north",
            "pods",
            name,
            json => json["metadata"]!["finalizers"] = new JsonArray("example.com/hold")
        );

        var run = (await fleet.RunAsync("MigrateCluster", "--exclusive", "--migration-timeout=8s")).ShouldEndWith(
            ExitCode.Failed
        );

        run.Output.ShouldContain($"waiting for pod {name}, held by finalizer example.com/hold");
        run.Region("north")
            .Failure!.Message.ShouldBe(
                $"the former Job migration does not go: pod {name}, held by finalizer example.com/hold is still there after 8s"
            );
    }

    [Fact]
    public async Task One_that_runs_is_left_alone()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].MigrationScript = _ => ContainerProgram.Serves("step 1");
        await fleet.RunAsync("MigrateCluster", "--exclusive", "--migration-timeout=1s");
        await fleet.PublishAsync("1.2.4");

        var run = (await fleet.RunAsync("Deploy", "--version=1.2.4")).ShouldEndWith(ExitCode.Failed);

        run.Region("north").Failure!.Reason.ShouldBe("OtherMigrationRuns");
    }
}
