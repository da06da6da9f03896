using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Settings;

namespace Drill.Tests.Controllers;

public sealed class DeploymentTests
{
    private const string Strategic = "application/strategic-merge-patch+json";

    [Fact]
    public async Task A_new_deployment_is_rolled_out_when_its_pods_are_ready()
    {
        await using var stage = await Stage.OpenAsync();

        stage.Cluster.Apply(Manifests.Web());

        var status = Web(stage)["status"];
        status.Number("observedGeneration").ShouldBe(1);
        status.Number("replicas").ShouldBe(3);
        status.Number("updatedReplicas").ShouldBe(3);
        status.Number("readyReplicas").ShouldBe(3);
        status.Number("availableReplicas").ShouldBe(3);
        status.At("unavailableReplicas").ShouldBeNull();
        Conditions.Find(status, "Progressing").Text("reason").ShouldBe("NewReplicaSetAvailable");
        Conditions.Find(status, "Available").Text("reason").ShouldBe("MinimumReplicasAvailable");
        Web(stage).At("metadata.annotations")!["deployment.kubernetes.io/revision"]!.GetValue<string>().ShouldBe("1");
    }

    [Fact]
    public async Task A_new_image_rolls_all_pods_and_keeps_the_old_set_empty()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());

        await stage.Rest.PatchAsync($"{Manifests.Deployments}/web", Manifests.SetImage("1.2.3"), Strategic);

        Images(stage).ShouldBe(["registry.example/megforms:1.2.3"]);
        var sets = stage.Cluster.GetAll("replicasets.apps").OrderBy(Revision).ToArray();
        sets.Select(set => set.Number("spec.replicas")).ShouldBe([0, 3]);
        sets.Select(Revision).ShouldBe(["1", "2"]);
        Web(stage).Number("status.observedGeneration").ShouldBe(2);
    }

    [Fact]
    public async Task Never_fewer_available_nor_more_pods_than_the_strategy_allows_at_any_moment()
    {
        await using var stage = await Stage.OpenAsync(
            Pace.Instant with
            {
                Ready = TimeSpan.FromSeconds(1),
                Stop = TimeSpan.FromSeconds(1),
            }
        );
        stage.Cluster.Apply(
            Manifests.Web(replicas: 4, strategy: "{ rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } }")
        );
        stage.Pass(2);

        await stage.Rest.PatchAsync($"{Manifests.Deployments}/web", Manifests.SetImage("1.2.3"), Strategic);

        for (var second = 0; second < 30; second++)
        {
            var pods = stage.Cluster.GetAll("pods");
            pods.Count(pod => pod.At("metadata.deletionTimestamp") is null).ShouldBeLessThanOrEqualTo(5);
            pods.Count(pod => Conditions.IsTrue(pod["status"], "Ready") && pod.At("metadata.deletionTimestamp") is null)
                .ShouldBeGreaterThanOrEqualTo(3);
            stage.Pass(1);
        }

        Images(stage).ShouldBe(["registry.example/megforms:1.2.3"]);
    }

    [Fact]
    public async Task Recreate_starts_no_new_pod_before_the_old_ones_are_gone()
    {
        await using var stage = await Stage.OpenAsync(Pace.Instant with { Stop = TimeSpan.FromSeconds(5) });
        stage.Cluster.Apply(Manifests.Web(strategy: "{ type: Recreate }"));

        await stage.Rest.PatchAsync($"{Manifests.Deployments}/web", Manifests.SetImage("1.2.3"), Strategic);
        var meanwhile = Images(stage);
        stage.Pass(6);

        meanwhile.ShouldBe(["registry.example/megforms:1.2.2"]);
        Images(stage).ShouldBe(["registry.example/megforms:1.2.3"]);
        Conditions.Find(Web(stage)["status"], "Progressing").Text("reason").ShouldBe("NewReplicaSetAvailable");
    }

    [Fact]
    public async Task Going_back_to_an_old_template_reuses_its_set_under_a_new_revision()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        await stage.Rest.PatchAsync($"{Manifests.Deployments}/web", Manifests.SetImage("1.2.3"), Strategic);

        await stage.Rest.PatchAsync($"{Manifests.Deployments}/web", Manifests.SetImage("1.2.2"), Strategic);

        var sets = stage.Cluster.GetAll("replicasets.apps");
        sets.Count.ShouldBe(2);
        sets.Single(set => set.Number("spec.replicas") == 3).At("metadata.annotations")![
            "deployment.kubernetes.io/revision-history"
        ]!
            .GetValue<string>()
            .ShouldBe("1");
        sets.Select(Revision).Order(StringComparer.Ordinal).ShouldBe(["2", "3"]);
    }

    [Fact]
    public async Task A_rollout_without_progress_times_out_at_its_deadline()
    {
        await using var stage = await Stage.OpenAsync(Pace.Instant with { Ready = TimeSpan.FromHours(1) });
        stage.Cluster.Apply(Manifests.Web());

        stage.Pass(59);
        var before = Conditions.Find(Web(stage)["status"], "Progressing");
        stage.Pass(2);
        var after = Conditions.Find(Web(stage)["status"], "Progressing");

        before.Text("status").ShouldBe("True");
        after.Text("status").ShouldBe("False");
        after.Text("reason").ShouldBe("ProgressDeadlineExceeded");
        after.Text("message")!.ShouldMatch("""^ReplicaSet "web-[a-z0-9]+" has timed out progressing\.$""");
    }

    [Fact]
    public async Task A_paused_deployment_takes_no_new_template_until_it_is_resumed()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        await stage.Rest.PatchAsync($"{Manifests.Deployments}/web", """{"spec":{"paused":true}}""", Strategic);
        await stage.Rest.PatchAsync($"{Manifests.Deployments}/web", Manifests.SetImage("1.2.3"), Strategic);
        var paused = Images(stage);

        await stage.Rest.PatchAsync($"{Manifests.Deployments}/web", """{"spec":{"paused":null}}""", Strategic);

        paused.ShouldBe(["registry.example/megforms:1.2.2"]);
        Images(stage).ShouldBe(["registry.example/megforms:1.2.3"]);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    public async Task Scaling_makes_as_many_pods_as_asked(int replicas)
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());

        var body = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } }.ToJsonString();
        var scaled = await stage.Rest.PatchAsync(
            $"{Manifests.Deployments}/web/scale",
            body,
            "application/merge-patch+json"
        );

        scaled.Text("kind").ShouldBe("Scale");
        stage.Cluster.GetAll("pods").Count.ShouldBe(replicas);
        (Web(stage).Number("status.replicas") ?? 0).ShouldBe(replicas);
        stage.Cluster.GetAll("replicasets.apps").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_pod_is_replaced()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        var lost = stage.Cluster.GetAll("pods")[0].Text("metadata.name")!;

        stage.Cluster.Evict(lost);

        var names = stage.Cluster.GetAll("pods").Select(pod => pod.Text("metadata.name")).ToArray();
        names.Length.ShouldBe(3);
        names.ShouldNotContain(lost);
    }

    [Fact]
    public async Task Pods_count_as_available_after_min_ready_seconds_only()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(
            Manifests.Web().Replace("progressDeadlineSeconds: 60", "minReadySeconds: 20", StringComparison.Ordinal)
        );
        var early = Web(stage)["status"]!.DeepClone();

        stage.Pass(21);

        early.Number("readyReplicas").ShouldBe(3);
        early.Number("unavailableReplicas").ShouldBe(3);
        Web(stage).Number("status.availableReplicas").ShouldBe(3);
    }

    [Fact]
    public async Task Old_sets_beyond_the_history_limit_are_removed()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(
            Manifests.Web().Replace("progressDeadlineSeconds: 60", "revisionHistoryLimit: 2", StringComparison.Ordinal)
        );

        foreach (var version in new[] { "1.2.3", "1.2.4", "1.2.5", "1.2.6" })
            await stage.Rest.PatchAsync($"{Manifests.Deployments}/web", Manifests.SetImage(version), Strategic);

        stage
            .Cluster.GetAll("replicasets.apps")
            .Select(Revision)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["3", "4", "5"]);
    }

    private static JsonObject Web(Stage stage) => stage.Cluster.Get("deployments.apps", "web")!;

    private static string Revision(JsonObject set) =>
        set.At("metadata.annotations")!["deployment.kubernetes.io/revision"]!.GetValue<string>();

    private static IEnumerable<string> Images(Stage stage) =>
        stage
            .Cluster.GetAll("pods")
            .Select(pod => pod.Items("spec.containers").First().Text("image")!)
            .Distinct()
            .ToArray();
}
