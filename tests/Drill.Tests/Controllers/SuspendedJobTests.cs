using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Kubelet;

namespace Drill.Tests.Controllers;

public sealed class SuspendedJobTests
{
    [Fact]
    public async Task A_suspended_job_has_no_pods_and_says_so()
    {
        await using var stage = await Stage.OpenAsync();

        stage.Cluster.Apply(Manifests.Migration("suspend: true"));
        stage.Pass(3600);

        stage.Cluster.GetAll("pods").ShouldBeEmpty();
        Status(stage).At("startTime").ShouldBeNull();
        var suspended = Conditions.Find(Status(stage), "Suspended");
        suspended.Text("reason").ShouldBe("JobSuspended");
        suspended.Text("message").ShouldBe("Job suspended");
        stage.Cluster.GetAll("events").Single().Text("reason").ShouldBe("Suspended");
    }

    [Fact]
    public async Task A_job_that_is_resumed_starts_with_its_whole_deadline()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.MigrationScript = _ => ContainerProgram.Serves("working");
        stage.Cluster.Apply(Manifests.Migration("suspend: true\n  activeDeadlineSeconds: 30"));
        stage.Pass(60);

        await SuspendAsync(stage, false);
        stage.Pass(29);
        var active = Status(stage).Number("active");
        stage.Pass(2);

        active.ShouldBe(1);
        Status(stage).Text("startTime").ShouldBe("2025-06-01T12:01:00Z");
        Conditions.Find(Status(stage), "Suspended").Text("reason").ShouldBe("JobResumed");
        Conditions.IsTrue(Status(stage), "Suspended").ShouldBeFalse();
        Conditions.Find(Status(stage), "Failed").Text("reason").ShouldBe("DeadlineExceeded");
    }

    [Fact]
    public async Task A_job_that_is_suspended_while_it_runs_loses_its_pod_without_failing()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.MigrationScript = _ => ContainerProgram.Serves("working");
        stage.Cluster.Apply(Manifests.Migration("backoffLimit: 0"));

        await SuspendAsync(stage, true);
        var pods = stage.Cluster.GetAll("pods").Count;
        var failed = Status(stage).Number("failed");
        stage.Cluster.MigrationScript = ContainerScripts.Migration;
        await SuspendAsync(stage, false);

        pods.ShouldBe(0);
        failed.ShouldBeNull();
        Conditions.IsTrue(Status(stage), "Complete").ShouldBeTrue();
    }

    private static Task SuspendAsync(Stage stage, bool suspended) =>
        stage.Rest.PatchAsync(
            $"{Manifests.Jobs}/migration",
            $$"""{"spec":{"suspend":{{(suspended ? "true" : "false")}} } }""",
            "application/merge-patch+json"
        );

    private static JsonNode Status(Stage stage) => stage.Cluster.Get("jobs.batch", "migration")!["status"]!;
}
