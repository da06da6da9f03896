using Drill.Faults;
using Drill.Json;

namespace Drill.Tests.Faults;

public sealed class FaultTests
{
    private const string Strategic = "application/strategic-merge-patch+json";

    [Theory]
    [InlineData("image-missing", "ImagePullBackOff")]
    [InlineData("crash-loop", "CrashLoopBackOff")]
    public async Task The_new_revision_suffers_and_the_live_one_serves_on_and_a_rollback_heals(
        string fault,
        string reason
    )
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        stage.Cluster.Faults.Add(FaultKind.Find(fault)!);

        await SetImageAsync(stage, "1.2.3");
        stage.Pass(5);
        var reasons = WaitingReasons(stage);
        var available = Number(stage, "availableReplicas");
        stage.Cluster.Evict(PodsOf(stage, "1.2.2")[0]);
        var afterEviction = Number(stage, "availableReplicas");
        await SetImageAsync(stage, "1.2.2");

        reasons.ShouldContain(reason);
        available.ShouldBe(3);
        afterEviction.ShouldBe(3);
        WaitingReasons(stage).ShouldBeEmpty();
        Number(stage, "updatedReplicas").ShouldBe(3);
        Number(stage, "replicas").ShouldBe(3);
    }

    [Theory]
    [InlineData("image-missing")]
    [InlineData("image-flaky")]
    [InlineData("crash-loop")]
    [InlineData("never-ready")]
    [InlineData("unschedulable")]
    [InlineData("quota")]
    public async Task A_rollout_completes_once_its_fault_is_lifted(string fault)
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        var kind = FaultKind.Find(fault)!;
        stage.Cluster.Faults.Add(kind);
        await SetImageAsync(stage, "1.2.3");
        stage.Pass(1);
        var suffering = PodsOf(stage, "1.2.2").Length;

        stage.Cluster.Faults.Remove(kind);
        stage.Pass(60);

        suffering.ShouldBe(3);
        PodsOf(stage, "1.2.3").Length.ShouldBe(3);
        Number(stage, "availableReplicas").ShouldBe(3);
        Conditions.Find(Web(stage)["status"], "ReplicaFailure").ShouldBeNull();
    }

    [Fact]
    public async Task A_flaky_registry_answers_after_two_timeouts()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        stage.Cluster.Faults.Add(FaultKind.ImageFlaky);

        await SetImageAsync(stage, "1.2.3");
        var message = stage
            .Cluster.GetAll("events")
            .First(found => found.Text("message")!.StartsWith("Failed to pull", StringComparison.Ordinal));
        stage.Pass(120);

        message.Text("message")!.ShouldContain("i/o timeout");
        PodsOf(stage, "1.2.3").Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_pod_that_no_node_takes_says_so()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Faults.Add(FaultKind.Unschedulable);

        stage.Cluster.Apply(Manifests.Web(replicas: 1));

        var condition = Conditions.Find(stage.Cluster.GetAll("pods").Single()["status"], "PodScheduled");
        condition.Text("reason").ShouldBe("Unschedulable");
        condition.Text("message").ShouldBe("0/1 nodes are available: 1 Insufficient memory.");
        stage.Cluster.GetAll("events").ShouldContain(found => found.Text("reason") == "FailedScheduling");
    }

    [Fact]
    public async Task A_quota_shows_as_a_replica_failure()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        stage.Cluster.Faults.Add(FaultKind.Quota);

        await SetImageAsync(stage, "1.2.3");

        var failure = Conditions.Find(Web(stage)["status"], "ReplicaFailure");
        failure.Text("reason").ShouldBe("FailedCreate");
        failure
            .Text("message")!
            .ShouldMatch(
                """^pods "web-[a-z0-9]+-[a-z0-9]{5}" is forbidden: exceeded quota: drill, requested: pods=1, used: pods=3, limited: pods=3$"""
            );
    }

    [Fact]
    public async Task A_version_that_is_never_ready_runs_into_the_progress_deadline()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        stage.Cluster.Faults.Add(FaultKind.NeverReady);

        await SetImageAsync(stage, "1.2.3");
        stage.Pass(62);

        Conditions.Find(Web(stage)["status"], "Progressing").Text("reason").ShouldBe("ProgressDeadlineExceeded");
        stage.Cluster.GetAll("events").ShouldContain(found => found.Text("reason") == "Unhealthy");
        Number(stage, "availableReplicas").ShouldBe(3);
    }

    [Fact]
    public async Task A_migration_fails_or_hangs_as_told()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Faults.Add(FaultKind.MigrationHangs);
        stage.Cluster.Apply(Manifests.Migration("backoffLimit: 0"));
        stage.Pass(3600);
        var hanging = stage.Cluster.Get("jobs.batch", "migration")!.Number("status.active");

        stage.Cluster.Faults.Clear();
        stage.Cluster.Faults.Add(FaultKind.MigrationFails);
        await stage.Rest.DeleteAsync($"{Manifests.Jobs}/migration", """{"propagationPolicy":"Foreground"}""");
        stage.Cluster.Apply(Manifests.Migration("backoffLimit: 0"));

        hanging.ShouldBe(1);
        Conditions
            .Find(stage.Cluster.Get("jobs.batch", "migration")!["status"], "Failed")
            .Text("reason")
            .ShouldBe("BackoffLimitExceeded");
    }

    [Fact]
    public async Task An_api_that_is_down_resets_connections_and_comes_back()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.ConfigMap("a"));
        using var watch = await stage.Rest.OpenAsync($"{Manifests.ConfigMaps}?watch=true");
        await watch.NextEventAsync();

        stage.Cluster.Faults.Add(FaultKind.ApiDown);
        var (_, broken) = await watch.RestAsync();
        await Should.ThrowAsync<HttpRequestException>(() => stage.Rest.GetAsync("/version"));
        stage.Cluster.Faults.Remove(FaultKind.ApiDown);

        broken.ShouldBeTrue();
        (await stage.Rest.GetAsync("/version")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_throttled_api_answers_every_other_request()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Faults.Add(FaultKind.ApiThrottled);

        var answers = new List<Answer>();
        for (var request = 0; request < 6; request++)
            answers.Add(await stage.Rest.GetAsync("/version"));

        answers.Select(answer => answer.Status).ShouldBe([429, 200, 429, 200, 429, 200]);
        answers[0].Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task The_held_lock_is_renewed_until_the_fault_is_lifted()
    {
        await using var stage = await Stage.OpenAsync();

        stage.Cluster.Faults.Add(FaultKind.LockHeld);
        stage.Pass(12);
        var held = stage.Cluster.Get("leases.coordination.k8s.io", "release");
        stage.Cluster.Faults.Remove(FaultKind.LockHeld);

        held.Text("spec.holderIdentity").ShouldBe("someone-else@laptop");
        held.Text("spec.acquireTime").ShouldBe("2025-06-01T12:00:00.000000Z");
        held.Text("spec.renewTime").ShouldBe("2025-06-01T12:00:10.000000Z");
        stage.Cluster.Get("leases.coordination.k8s.io", "release").ShouldBeNull();
    }

    [Fact]
    public void Every_kind_is_found_by_its_name() =>
        FaultKind.All.ShouldAllBe(kind => FaultKind.Find(kind.Name) == kind);

    private static Task SetImageAsync(Stage stage, string version) =>
        stage.Rest.PatchAsync($"{Manifests.Deployments}/web", Manifests.SetImage(version), Strategic);

    private static System.Text.Json.Nodes.JsonObject Web(Stage stage) => stage.Cluster.Get("deployments.apps", "web")!;

    private static int Number(Stage stage, string name) => Web(stage)["status"].Number(name) ?? 0;

    private static string[] PodsOf(Stage stage, string version) =>
        [
            .. stage
                .Cluster.GetAll("pods")
                .Where(pod =>
                    pod.Items("spec.containers").First().Text("image")!.EndsWith(version, StringComparison.Ordinal)
                )
                .Select(pod => pod.Text("metadata.name")!),
        ];

    private static string[] WaitingReasons(Stage stage) =>
        [
            .. stage
                .Cluster.GetAll("pods")
                .SelectMany(pod => pod.Items("status.containerStatuses"))
                .Select(container => container.Text("state.waiting.reason"))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];
}
