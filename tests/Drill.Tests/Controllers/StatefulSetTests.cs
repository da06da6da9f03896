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

    private static string Manifest(string version, string strategy = "{}") =>
        $$"""
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: { name: db }
            spec:
              replicas: 3
              serviceName: db
              updateStrategy: {{strategy}}
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
