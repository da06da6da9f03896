using System.Text.Json.Nodes;
using Drill.Json;

namespace Drill.Tests.Kubelet;

public sealed class VolumeTests
{
    private const string Secret = """{ name: db, secret: { secretName: megforms-db } }""";

    [Theory]
    [InlineData(Secret, """MountVolume.SetUp failed for volume "db" : secret "megforms-db" not found""")]
    [InlineData(
        "{ name: db, configMap: { name: settings } }",
        """MountVolume.SetUp failed for volume "db" : configmap "settings" not found"""
    )]
    [InlineData(
        "{ name: db, projected: { sources: [ { secret: { name: a } }, { configMap: { name: b } } ] } }",
        """MountVolume.SetUp failed for volume "db" : [secret "a" not found, configmap "b" not found]"""
    )]
    [InlineData(
        "{ name: db, configMap: { name: present, items: [ { key: b, path: b } ] } }",
        """MountVolume.SetUp failed for volume "db" : configmap references non-existent config key: b"""
    )]
    public async Task A_pod_whose_volume_is_missing_waits_and_only_its_events_tell_why(string volume, string message)
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.ConfigMap("present"));

        stage.Cluster.Apply(Pod(volume));
        stage.Pass(20);

        Status(stage).Text("phase").ShouldBe("Pending");
        var waiting = Status(stage).Items("containerStatuses").Single().At("state.waiting");
        waiting.Text("reason").ShouldBe("ContainerCreating");
        waiting.At("message").ShouldBeNull();
        var failed = stage.Cluster.GetAll("events").Single(found => found.Text("reason") == "FailedMount");
        failed.Text("message").ShouldBe(message);
        failed.Text("type").ShouldBe("Warning");
        failed.Text("source.component").ShouldBe("kubelet");
        failed.At("involvedObject.fieldPath").ShouldBeNull();

        // At 0, 0.5, 1.5, 3.5, 7.5 and 15.5 seconds.
        failed.Number("count").ShouldBe(6);
    }

    [Fact]
    public async Task The_pod_starts_once_its_secret_is_there()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Pod(Secret));

        stage.Cluster.Apply("{ apiVersion: v1, kind: Secret, metadata: { name: megforms-db } }");
        stage.Pass(2);

        Status(stage).Text("phase").ShouldBe("Running");
    }

    [Fact]
    public async Task A_pod_whose_claim_is_missing_gets_no_node_until_somebody_makes_it()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Pod("{ name: db, persistentVolumeClaim: { claimName: media } }"));

        var condition = Conditions.Find(Status(stage), "PodScheduled");
        condition.Text("reason").ShouldBe("Unschedulable");
        condition
            .Text("message")
            .ShouldBe(
                "0/1 nodes are available: persistentvolumeclaim \"media\" not found. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling."
            );

        stage.Cluster.Apply("{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: media } }");
        stage.Pass(31);

        Status(stage).Text("phase").ShouldBe("Running");
    }

    [Theory]
    [InlineData("{ name: db, secret: { secretName: megforms-db, optional: true } }", "db")]
    [InlineData(Secret, "other")]
    public async Task A_volume_that_is_optional_or_that_nobody_mounts_holds_nothing_up(string volume, string mounted)
    {
        await using var stage = await Stage.OpenAsync();

        stage.Cluster.Apply(Pod(volume, mounted));

        Status(stage).Text("phase").ShouldBe("Running");
    }

    private static string Pod(string volume, string mounted = "db") =>
        $$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: app }
            spec:
              volumes: [ {{volume}}, { name: other, emptyDir: {} } ]
              containers: [ { name: app, image: "app:1", volumeMounts: [ { name: {{mounted}}, mountPath: /db } ] } ]
            """;

    private static JsonNode Status(Stage stage) => stage.Cluster.Get("pods", "app")!["status"]!;
}
