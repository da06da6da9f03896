using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Kubelet;
using Drill.Settings;

namespace Drill.Tests.Kubelet;

public sealed class SidecarTests
{
    private const string Proxy = """name: proxy, image: "proxy:1", restartPolicy: Always""";

    [Fact]
    public async Task Sidecars_start_in_order_before_the_next_and_block_nobody()
    {
        await using var stage = await Stage.OpenAsync();

        stage.Cluster.Apply(
            Pod($$"""[ { name: first, image: "app:1" }, { {{Proxy}} }, { name: second, image: "app:1" } ]""", "Always")
        );

        var status = Status(stage);
        status.Text("phase").ShouldBe("Running");
        Conditions.IsTrue(status, "Initialized").ShouldBeTrue();
        Conditions.IsTrue(status, "Ready").ShouldBeTrue();
        StateOf(stage, "first").At("terminated").ShouldNotBeNull();
        StateOf(stage, "proxy").At("running").ShouldNotBeNull();
        StateOf(stage, "second").At("terminated").ShouldNotBeNull();
        Reasons(stage, "Started").ShouldBe(["first", "proxy", "second", "app"]);
    }

    [Fact]
    public async Task A_sidecar_holds_the_others_back_until_its_startup_probe_succeeds()
    {
        await using var stage = await Stage.OpenAsync(Pace.Instant with { Ready = TimeSpan.FromSeconds(5) });

        stage.Cluster.Apply(Pod($$"""[ { {{Proxy}}, startupProbe: { tcpSocket: { port: 1 } } } ]""", "Always"));
        var before = Status(stage).Copy();
        stage.Pass(5);

        before.Text("phase").ShouldBe("Pending");
        before.Items("initContainerStatuses").Single().Flag("started").ShouldBeFalse();
        Conditions.Find(before, "Initialized").Text("message").ShouldBe("containers with incomplete status: [proxy]");
        Status(stage).Text("phase").ShouldBe("Running");
        Status(stage).Items("initContainerStatuses").Single().Flag("started").ShouldBeTrue();
    }

    [Fact]
    public async Task Sidecars_end_after_the_others_the_last_one_first()
    {
        await using var stage = await Stage.OpenAsync(Pace.Instant with { Stop = TimeSpan.FromSeconds(3) });
        stage.Cluster.ServiceScript = start =>
            start.Container == "app" ? ContainerProgram.Exits(0) : ContainerScripts.Service(start);

        stage.Cluster.Apply(
            Pod($$"""[ { {{Proxy}} }, { {{Proxy.Replace("proxy", "logs", StringComparison.Ordinal)}} } ]""")
        );
        var phases = new List<string?> { Status(stage).Text("phase") };
        stage.Pass(4);
        var between = (StateOf(stage, "logs").At("terminated"), StateOf(stage, "proxy").At("running"));
        phases.Add(Status(stage).Text("phase"));
        stage.Pass(3);
        phases.Add(Status(stage).Text("phase"));

        between.Item1.ShouldNotBeNull();
        between.Item2.ShouldNotBeNull();
        phases.ShouldBe(["Running", "Running", "Succeeded"]);
        StateOf(stage, "proxy").Number("terminated.exitCode").ShouldBe(0);
        Reasons(stage, "Killing").ShouldBe(["logs", "proxy"]);
    }

    [Fact]
    public async Task A_sidecar_that_crashes_is_restarted_whatever_the_pods_policy_is()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.ServiceScript = start =>
            start.IsSidecar ? ContainerProgram.Crashes(2, "no route") : ContainerProgram.Serves();

        stage.Cluster.Apply(Pod($$"""[ { {{Proxy}} } ]"""));
        stage.Pass(40);

        var proxy = Status(stage).Items("initContainerStatuses").Single();
        proxy.Number("restartCount").ShouldBe(3);
        proxy.Text("state.waiting.reason").ShouldBe("CrashLoopBackOff");
        Status(stage).Text("phase").ShouldBe("Running");
    }

    [Fact]
    public async Task A_job_completes_though_its_sidecar_never_ends_by_itself()
    {
        await using var stage = await Stage.OpenAsync();

        stage.Cluster.Apply(Job($"initContainers: [ {{ {Proxy} }} ]"));

        Conditions.IsTrue(stage.Cluster.Get("jobs.batch", "migration")!["status"], "Complete").ShouldBeTrue();
    }

    [Fact]
    public async Task An_ordinary_container_that_never_ends_keeps_its_job_from_completing()
    {
        await using var stage = await Stage.OpenAsync();

        stage.Cluster.Apply(Job("", """, { name: proxy, image: "proxy:1" }"""));
        stage.Pass(3600);

        var job = stage.Cluster.Get("jobs.batch", "migration")!["status"];
        var pod = stage.Cluster.GetAll("pods").Single()["status"];
        pod.Text("phase").ShouldBe("Running");
        pod.Items("containerStatuses")
            .Select(status => status.Text("state.terminated.reason") ?? "running")
            .ShouldBe(["Completed", "running"]);
        (job.Number("active"), job.Number("ready")).ShouldBe((1, 0));
        job.At("conditions").ShouldBeNull();
    }

    [Fact]
    public async Task A_server_older_than_sidecars_runs_them_as_init_containers()
    {
        await using var stage = await Stage.OpenAsync(version: new ClusterVersion(27, 3));

        stage.Cluster.Apply(Pod($$"""[ { {{Proxy}} } ]"""));

        stage.Cluster.Get("pods", "app")!.Items("spec.initContainers").Single().At("restartPolicy").ShouldBeNull();
        StateOf(stage, "proxy").At("terminated").ShouldNotBeNull();
    }

    private static string Pod(string inits, string policy = "Never") =>
        $$"""
            apiVersion: v1
            kind: Pod
            metadata: { name: app }
            spec:
              restartPolicy: {{policy}}
              initContainers: {{inits}}
              containers: [ { name: app, image: "app:1" } ]
            """;

    private static string Job(string more, string beside = "") =>
        $$"""
            apiVersion: batch/v1
            kind: Job
            metadata: { name: migration }
            spec:
              template:
                spec:
                  restartPolicy: Never
                  {{more}}
                  containers: [ { name: migrate, image: "app:1" }{{beside}} ]
            """;

    private static JsonObject Status(Stage stage) => (JsonObject)stage.Cluster.Get("pods", "app")!["status"]!;

    private static JsonNode StateOf(Stage stage, string container) =>
        Status(stage)
            .Items("initContainerStatuses")
            .Concat(Status(stage).Items("containerStatuses"))
            .Single(status => status.Text("name") == container)["state"]!;

    private static string[] Reasons(Stage stage, string reason) =>
        [
            .. stage
                .Cluster.GetAll("events")
                .Where(found => found.Text("reason") == reason)
                .Select(found => found.Text("message")!.Split(' ')[^1]),
        ];
}
