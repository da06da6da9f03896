using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Settings;

namespace Drill.Tests.Controllers;

public sealed class StatefulSetTests
{
    [Fact]
    public async Task Pods_come_one_after_the_other_in_order()
    {
        await using var stage = await Stage.OpenAsync(Pace.Instant with { Ready = TimeSpan.FromSeconds(1) });

        stage.Cluster.Apply(Manifest("1"));
        var steps = new List<string> { Names(stage) };
        for (var step = 0; step < 2; step++)
        {
            stage.Pass(1);
            steps.Add(Names(stage));
        }

        steps.ShouldBe(["db-0", "db-0,db-1", "db-0,db-1,db-2"]);
    }

    [Fact]
    public async Task A_new_template_replaces_pods_from_the_highest_and_ends_at_the_new_revision()
    {
        await using var stage = await Stage.OpenAsync(Pace.Instant with { Ready = TimeSpan.FromSeconds(1) });
        stage.Cluster.Apply(Manifest("1"));
        stage.Pass(5);
        var before = Status(stage).Text("currentRevision");

        stage.Cluster.Apply(Manifest("2"));
        var first = Images(stage);
        stage.Pass(1);
        var halfway = Status(stage).Copy();
        stage.Pass(5);

        first.ShouldBe("db:1,db:1,db:2");
        halfway.Text("currentRevision").ShouldBe(before);
        halfway.Text("updateRevision").ShouldNotBe(before);
        Images(stage).ShouldBe("db:2,db:2,db:2");
        Status(stage).Text("currentRevision").ShouldBe(Status(stage).Text("updateRevision"));
        Status(stage).Number("updatedReplicas").ShouldBe(3);
        Status(stage).Number("observedGeneration").ShouldBe(2);
    }

    [Fact]
    public async Task Pods_below_the_partition_keep_the_old_template_even_when_they_are_replaced()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifest("1"));

        stage.Cluster.Apply(Manifest("2", "{ rollingUpdate: { partition: 2 } }"));
        stage.Cluster.Evict("db-0");

        Images(stage).ShouldBe("db:1,db:1,db:2");
    }

    [Fact]
    public async Task Scaling_down_takes_the_highest_pods()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifest("1"));

        await stage.Rest.PatchAsync(
            "/apis/apps/v1/namespaces/default/statefulsets/db/scale",
            """{"spec":{"replicas":1}}""",
            "application/merge-patch+json"
        );

        Names(stage).ShouldBe("db-0");
        Status(stage).Number("replicas").ShouldBe(1);
    }

    [Fact]
    public async Task In_order_a_pod_that_never_starts_is_waited_for_for_ever_even_by_a_mended_template()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.ImageExists = image => image != "db:2";
        stage.Cluster.Apply(Manifest("1"));

        stage.Cluster.Apply(Manifest("2"));
        stage.Pass(600);
        var broken = Images(stage);
        stage.Cluster.Apply(Manifest("1"));
        stage.Pass(3600);
        var repaired = Images(stage);
        stage.Cluster.Evict("db-2");
        stage.Pass(60);

        broken.ShouldBe("db:1,db:1,db:2");
        repaired.ShouldBe("db:1,db:1,db:2");
        Images(stage).ShouldBe("db:1,db:1,db:1");
        Status(stage).Number("readyReplicas").ShouldBe(3);
    }

    [Fact]
    public async Task In_parallel_a_mended_template_replaces_the_pod_that_never_starts()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.ImageExists = image => image != "db:2";
        stage.Cluster.Apply(Manifest("1", policy: "Parallel"));

        stage.Cluster.Apply(Manifest("2", policy: "Parallel"));
        stage.Pass(600);
        var broken = Images(stage);
        stage.Cluster.Apply(Manifest("1", policy: "Parallel"));
        stage.Pass(60);

        broken.ShouldBe("db:1,db:1,db:2");
        Images(stage).ShouldBe("db:1,db:1,db:1");
    }

    [Fact]
    public async Task A_pod_that_ends_for_its_finalizer_only_is_waited_for()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifest("1"));
        await stage.Rest.PatchAsync(
            $"{Manifests.Pods}/db-2",
            """{"metadata":{"finalizers":["example.com/billing"]}}""",
            "application/merge-patch+json"
        );

        stage.Cluster.Apply(Manifest("2"));
        stage.Pass(3600);

        Images(stage).ShouldBe("db:1,db:1,db:1");
        (Status(stage).Number("updatedReplicas"), Status(stage).Number("readyReplicas")).ShouldBe((null, 2));
    }

    private static string Manifest(string version, string strategy = "{}", string policy = "OrderedReady") =>
        $$"""
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: { name: db }
            spec:
              replicas: 3
              serviceName: db
              updateStrategy: {{strategy}}
              podManagementPolicy: {{policy}}
              selector: { matchLabels: { app: db } }
              template:
                metadata: { labels: { app: db } }
                spec:
                  containers:
                  - { name: db, image: "db:{{version}}", readinessProbe: { tcpSocket: { port: 5432 } } }
            """;

    private static JsonObject Status(Stage stage) =>
        (JsonObject)stage.Cluster.Get("statefulsets.apps", "db")!["status"]!;

    private static string Names(Stage stage) =>
        string.Join(',', stage.Cluster.GetAll("pods").Select(pod => pod.Text("metadata.name")));

    private static string Images(Stage stage) =>
        string.Join(
            ',',
            stage.Cluster.GetAll("pods").Select(pod => pod.Items("spec.containers").Single().Text("image"))
        );
}
