using System.Text.Json.Nodes;
using Drill.Faults;
using Drill.Json;

namespace Drill.Tests.Faults;

/// <summary>The faults that users of other tools have met.</summary>
public sealed class MetFaultTests
{
    private const string Merge = "application/merge-patch+json";

    [Fact]
    public async Task A_proxy_beside_the_migration_keeps_its_job_running()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Faults.Add(FaultKind.MigrationSidecar);

        stage.Cluster.Apply(Manifests.Migration());
        stage.Pass(3600);
        var before = Job(stage).Copy();
        var pod = stage.Cluster.GetAll("pods").Single();
        stage.Cluster.Faults.Clear();
        stage.Cluster.Evict(pod.Text("metadata.name")!);

        before.At("status.conditions").ShouldBeNull();
        pod.Items("status.containerStatuses")
            .Select(status => $"{status.Text("name")} {(status.At("state.running") is null ? "ended" : "runs")}")
            .ShouldBe(["migrate ended", "istio-proxy runs"]);
        Conditions.IsTrue(Job(stage)["status"], "Complete").ShouldBeTrue();
    }

    [Fact]
    public async Task An_init_container_of_the_migration_fails_before_it_starts()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Faults.Add(FaultKind.MigrationInitFails);

        stage.Cluster.Apply(Manifests.Migration("backoffLimit: 0"));

        Conditions.Find(Job(stage)["status"], "Failed").Text("reason").ShouldBe("BackoffLimitExceeded");
        var pod = stage.Cluster.GetAll("pods").Single();
        pod.Items("status.initContainerStatuses").Single().Number("state.terminated.exitCode").ShouldBe(1);
        pod.Items("status.containerStatuses").Single().Text("state.waiting.reason").ShouldBe("PodInitializing");
    }

    [Fact]
    public async Task A_suspended_job_runs_once_the_fault_is_lifted()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Faults.Add(FaultKind.JobSuspended);

        stage.Cluster.Apply(Manifests.Migration());
        stage.Pass(3600);
        var pods = stage.Cluster.GetAll("pods").Count;
        stage.Cluster.Faults.Clear();

        pods.ShouldBe(0);
        Conditions.IsTrue(Job(stage)["status"], "Complete").ShouldBeTrue();
    }

    [Fact]
    public async Task A_job_is_gone_five_seconds_after_its_end()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Faults.Add(FaultKind.JobExpires);

        stage.Cluster.Apply(Manifests.Migration());
        stage.Pass(4);
        var jobs = stage.Cluster.GetAll("jobs.batch").Count;
        stage.Pass(1);

        jobs.ShouldBe(1);
        stage.Cluster.GetAll("jobs.batch").ShouldBeEmpty();
        stage.Cluster.GetAll("pods").ShouldBeEmpty();
    }

    [Fact]
    public async Task New_pods_wait_for_their_secret_and_start_once_the_fault_is_lifted()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        stage.Cluster.Faults.Add(FaultKind.MountFails);

        stage.Cluster.Apply(Manifests.Web("1.2.3"));
        stage.Pass(10);
        var waiting = stage
            .Cluster.GetAll("pods")
            .SelectMany(pod => pod.Items("status.containerStatuses"))
            .Count(status => status.Text("state.waiting.reason") == "PodInitializing");
        var available = Web(stage).Number("status.availableReplicas");
        stage.Cluster.Faults.Clear();
        stage.Pass(10);

        waiting.ShouldBe(2);
        available.ShouldBe(3);
        Web(stage).Number("status.updatedReplicas").ShouldBe(3);
        stage
            .Cluster.GetAll("events")
            .ShouldContain(found =>
                found.Text("message")
                == "MountVolume.SetUp failed for volume \"settings\" : secret \"megforms-settings\" not found"
            );
    }

    [Fact]
    public async Task New_pods_get_no_node_until_their_claim_is_there()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        stage.Cluster.Faults.Add(FaultKind.ClaimMissing);

        stage.Cluster.Apply(Manifests.Web("1.2.3"));
        stage.Pass(10);
        var waiting = stage
            .Cluster.GetAll("pods")
            .Count(pod => pod.Text("status.phase") == "Pending" && pod.Text("spec.nodeName") is null);
        var available = Web(stage).Number("status.availableReplicas");
        stage.Cluster.Faults.Clear();
        stage.Pass(40);

        waiting.ShouldBe(1);
        available.ShouldBe(3);
        Web(stage).Number("status.updatedReplicas").ShouldBe(3);
        stage
            .Cluster.GetAll("events")
            .ShouldContain(found =>
                found.Text("reason") == "FailedScheduling"
                && found.Text("message")!.Contains("claim \"megforms-media\" not found", StringComparison.Ordinal)
            );
    }

    [Fact]
    public async Task A_deleted_pod_stays_until_the_fault_is_lifted()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Migration());
        stage.Cluster.Faults.Add(FaultKind.PodStuck);

        await stage.Rest.DeleteAsync($"{Manifests.Jobs}/migration", """{"propagationPolicy":"Foreground"}""");
        stage.Pass(3600);
        var left = (stage.Cluster.GetAll("jobs.batch").Count, stage.Cluster.GetAll("pods").Count);
        stage.Cluster.Faults.Clear();

        left.ShouldBe((1, 1));
        stage.Cluster.GetAll("jobs.batch").ShouldBeEmpty();
        stage.Cluster.GetAll("pods").ShouldBeEmpty();
    }

    [Fact]
    public async Task Replicas_grow_to_twice_as_many_in_mid_rollout_and_come_back()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        stage.Cluster.Faults.Add(FaultKind.ReplicasChange);
        stage.Cluster.Apply(Manifests.Web("1.2.3"));
        var replicas = new List<int?>();

        foreach (var seconds in new[] { 15, 15, 60 })
        {
            stage.Pass(seconds);
            replicas.Add(Web(stage).Number("status.updatedReplicas"));
        }

        stage.Cluster.Faults.Clear();

        replicas.ShouldBe([4, 5, 6]);
        Web(stage).Number("status.replicas").ShouldBe(3);
    }

    [Fact]
    public async Task A_webhook_that_is_down_refuses_workloads_and_pods_but_no_lease()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        stage.Cluster.Faults.Add(FaultKind.WebhookDown);

        var refused = await stage.Rest.PatchAsync($"{Manifests.Deployments}/web", """{"spec":{"replicas":4}}""", Merge);
        var lease = await stage.Rest.PostAsync(
            Manifests.Leases,
            """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"a"}}"""
        );
        stage.Cluster.Evict(stage.Cluster.GetAll("pods")[0].Text("metadata.name")!);
        stage.Pass(1);
        var pods = stage.Cluster.GetAll("pods").Count;
        stage.Cluster.Faults.Clear();
        stage.Pass(10);

        refused.Status.ShouldBe(500);
        refused.Text("reason").ShouldBe("InternalError");
        refused
            .Text("message")!
            .ShouldStartWith(
                "Internal error occurred: failed calling webhook \"validate.policy.example.com\": failed to call webhook: Post \"https://"
            );
        lease.Status.ShouldBe(201);
        pods.ShouldBe(2);
        Web(stage).Number("status.replicas").ShouldBe(3);
        stage
            .Cluster.GetAll("events")
            .ShouldContain(found =>
                found.Text("reason") == "FailedCreate"
                && found
                    .Text("message")!
                    .StartsWith(
                        "Error creating: Internal error occurred: failed calling webhook",
                        StringComparison.Ordinal
                    )
            );
    }

    private static JsonObject Job(Stage stage) => stage.Cluster.Get("jobs.batch", "migration")!;

    private static JsonObject Web(Stage stage) => stage.Cluster.Get("deployments.apps", "web")!;
}
