using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Kubelet;
using Drill.Settings;

namespace Drill.Tests.Kubelet;

public sealed class PodTests
{
    [Fact]
    public async Task A_pod_is_scheduled_pulls_starts_and_becomes_ready_in_its_own_time()
    {
        await using var stage = await Stage.OpenAsync(
            Pace.Instant with
            {
                Schedule = TimeSpan.FromSeconds(1),
                Pull = TimeSpan.FromSeconds(1),
                Start = TimeSpan.FromSeconds(1),
                Ready = TimeSpan.FromSeconds(1),
            }
        );

        stage.Cluster.Apply(Pod());
        var steps = new List<string> { Describe(stage) };
        for (var second = 0; second < 4; second++)
        {
            stage.Pass(1);
            steps.Add(Describe(stage));
        }

        steps.ShouldBe([
            "Pending - -",
            "Pending ContainerCreating ContainersNotReady",
            "Pending ContainerCreating ContainersNotReady",
            "Running running ContainersNotReady",
            "Running running ready",
        ]);
        Reasons(stage).ShouldBe(["Scheduled", "Pulling", "Pulled", "Created", "Started"]);
    }

    [Fact]
    public async Task Init_containers_run_before_the_others()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.ServiceScript = start =>
            start.IsInit ? ContainerProgram.Serves("waiting for the database") : ContainerProgram.Serves();

        stage.Cluster.Apply(Pod("initContainers: [ { name: init, image: \"app:1\" } ]"));

        var status = Status(stage);
        status.Text("phase").ShouldBe("Pending");
        status.Items("initContainerStatuses").Single().At("state.running").ShouldNotBeNull();
        status.Items("containerStatuses").Single().Text("state.waiting.reason").ShouldBe("PodInitializing");
        Conditions.Find(status, "Initialized").Text("message").ShouldBe("containers with incomplete status: [init]");
    }

    [Fact]
    public async Task A_crashing_container_is_restarted_with_the_kubelets_back_off()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.ServiceScript = _ => ContainerProgram.Crashes(3, "boom");

        stage.Cluster.Apply(Pod());
        var restarts = new List<int?>();
        var waits = new List<string?>();
        foreach (var seconds in new[] { 0, 10, 20, 40, 80, 160, 300 })
        {
            stage.Pass(seconds);
            var container = Status(stage).Items("containerStatuses").Single();
            restarts.Add(container.Number("restartCount"));
            waits.Add(container.Text("state.waiting.message")!.Split(" restarting")[0]);
            container.Text("state.waiting.reason").ShouldBe("CrashLoopBackOff");
            container.Number("lastState.terminated.exitCode").ShouldBe(3);
        }

        restarts.ShouldBe([1, 2, 3, 4, 5, 6, 7]);
        waits.ShouldBe([
            "back-off 10s",
            "back-off 20s",
            "back-off 40s",
            "back-off 1m20s",
            "back-off 2m40s",
            "back-off 5m0s",
            "back-off 5m0s",
        ]);
        Status(stage).Text("phase").ShouldBe("Running");
    }

    [Theory]
    [InlineData(
        20,
        "rpc error: code = Unknown desc = Error response from daemon: manifest for app:1 not found: manifest unknown: manifest unknown"
    )]
    [InlineData(
        32,
        "rpc error: code = NotFound desc = failed to pull and unpack image \"app:1\": failed to resolve reference \"app:1\": app:1: not found"
    )]
    public async Task A_missing_image_fails_to_pull_backs_off_and_is_tried_again(int minor, string message)
    {
        await using var stage = await Stage.OpenAsync(version: new ClusterVersion(minor, 0));
        stage.Cluster.ImageExists = _ => false;

        stage.Cluster.Apply(Pod());
        var failed = Waiting(stage);
        stage.Pass(2);
        var backedOff = Waiting(stage);
        stage.Cluster.ImageExists = _ => true;
        stage.Pass(10);

        failed.Text("reason").ShouldBe("ErrImagePull");
        failed.Text("message").ShouldBe(message);
        backedOff.Text("reason").ShouldBe("ImagePullBackOff");
        backedOff.Text("message")!.ShouldStartWith("Back-off pulling image \"app:1\"");
        Status(stage).Text("phase").ShouldBe("Running");
        Reasons(stage)
            .ShouldBe([
                "Scheduled",
                "Pulling",
                "Failed",
                "Failed",
                "BackOff",
                "Failed",
                "Pulled",
                "Created",
                "Started",
            ]);
    }

    [Theory]
    [InlineData("image: \"App:1\"", "InvalidImageName")]
    [InlineData("image: \"app:1\", imagePullPolicy: Never", "ErrImageNeverPull")]
    [InlineData("image: \"app:1\", envFrom: [ { secretRef: { name: none } } ]", "CreateContainerConfigError")]
    public async Task A_container_that_cannot_be_made_waits_with_the_reason(string container, string reason)
    {
        await using var stage = await Stage.OpenAsync();

        stage.Cluster.Apply(Pod(container: container));

        Waiting(stage).Text("reason").ShouldBe(reason);
    }

    [Fact]
    public async Task A_missing_key_is_named_and_the_container_starts_once_it_exists()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.ConfigMap("settings"));
        stage.Cluster.Apply(
            Pod(
                container: "image: \"app:1\", env: [ { name: B, valueFrom: { configMapKeyRef: { name: settings, key: b } } } ]"
            )
        );
        var message = Waiting(stage).Text("message");

        stage.Cluster.Apply(Manifests.ConfigMap("settings", "{ b: \"1\" }"));
        stage.Pass(10);

        message.ShouldBe("couldn't find key b in ConfigMap default/settings");
        Status(stage).Text("phase").ShouldBe("Running");
    }

    [Fact]
    public async Task A_deleted_pod_is_terminating_until_its_containers_have_ended()
    {
        await using var stage = await Stage.OpenAsync(Pace.Instant with { Stop = TimeSpan.FromSeconds(3) });
        stage.Cluster.Apply(Pod());

        var answer = await stage.Rest.DeleteAsync($"{Manifests.Pods}/app");
        stage.Pass(2);
        var meanwhile = stage.Cluster.Get("pods", "app");
        stage.Pass(2);

        answer.Text("kind").ShouldBe("Pod");
        answer.Json.Number("metadata.deletionGracePeriodSeconds").ShouldBe(30);
        meanwhile.ShouldNotBeNull();
        stage.Cluster.Get("pods", "app").ShouldBeNull();
    }

    [Fact]
    public async Task Repeated_events_are_counted_instead_of_written_again()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.ServiceScript = _ => ContainerProgram.Crashes(1);
        stage.Cluster.Apply(Pod());

        stage.Pass(75);

        var backOff = stage.Cluster.GetAll("events").Single(found => found.Text("reason") == "BackOff");
        backOff.Number("count").ShouldBe(4);
        backOff.Text("firstTimestamp").ShouldBe("2025-06-01T12:00:00Z");
        backOff.Text("lastTimestamp").ShouldBe("2025-06-01T12:01:10Z");
        backOff.Text("involvedObject.fieldPath").ShouldBe("spec.containers{app}");
    }

    private static string Pod(
        string more = "restartPolicy: Always",
        string container = "image: \"app:1\", readinessProbe: { tcpSocket: { port: 1 } }"
    ) =>
        $$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: app }
            spec:
              {{more}}
              containers: [ { name: app, {{container}} } ]
            """;

    private static JsonNode Status(Stage stage) => stage.Cluster.Get("pods", "app")!["status"]!;

    private static JsonNode Waiting(Stage stage) =>
        Status(stage).Items("containerStatuses").Single().At("state.waiting").ShouldNotBeNull();

    private static string Describe(Stage stage)
    {
        var status = Status(stage);
        var container = status.Items("containerStatuses").FirstOrDefault();
        var state = container is null ? "-" : container.Text("state.waiting.reason") ?? "running";
        var ready = Conditions.Find(status, "Ready");
        return $"{status.Text("phase")} {state} {(ready is null ? "-" : ready.Text("reason") ?? "ready")}";
    }

    private static IEnumerable<string?> Reasons(Stage stage) =>
        stage
            .Cluster.GetAll("events")
            .Where(found => found.Text("involvedObject.kind") == "Pod")
            .OrderBy(found => found.Text("metadata.name"), StringComparer.Ordinal)
            .Select(found => found.Text("reason"))
            .ToArray();
}
