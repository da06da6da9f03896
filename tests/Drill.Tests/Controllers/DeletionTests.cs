using Drill.Json;
using Drill.Kubelet;
using Drill.Settings;

namespace Drill.Tests.Controllers;

public sealed class DeletionTests
{
    [Fact]
    public async Task Foreground_deletion_keeps_the_job_until_its_pods_are_gone()
    {
        await using var stage = await Stage.OpenAsync(Pace.Instant with { Stop = TimeSpan.FromSeconds(5) });
        stage.Cluster.MigrationScript = _ => ContainerProgram.Serves("working");
        stage.Cluster.Apply(Manifests.Migration());

        var answer = await stage.Rest.DeleteAsync(
            $"{Manifests.Jobs}/migration",
            """{"propagationPolicy":"Foreground"}"""
        );
        var meanwhile = stage.Cluster.Get("jobs.batch", "migration");
        var clash = await stage.Rest.PostAsync(Manifests.Jobs, Json(Manifests.Migration()));
        stage.Pass(6);

        answer.Text("kind").ShouldBe("Job");
        answer.Json.At("metadata.finalizers")!.ToJsonString().ShouldBe("""["foregroundDeletion"]""");
        meanwhile.ShouldNotBeNull().At("metadata.deletionTimestamp").ShouldNotBeNull();
        clash.Text("message").ShouldBe("object is being deleted: jobs.batch \"migration\" already exists");
        stage.Cluster.Get("jobs.batch", "migration").ShouldBeNull();
        stage.Cluster.GetAll("pods").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pod_with_a_finalizer_ends_but_stays_and_so_does_its_job()
    {
        await using var stage = await Stage.OpenAsync(Pace.Instant with { Stop = TimeSpan.FromSeconds(5) });
        stage.Cluster.MigrationScript = _ => ContainerProgram.Serves("working") with { StopCode = 137 };
        stage.Cluster.Apply(Manifests.Migration());
        var pod = stage.Cluster.GetAll("pods").Single().Text("metadata.name");
        await FinalizeAsync(stage, pod!, """["example.com/billing"]""");

        await stage.Rest.DeleteAsync($"{Manifests.Jobs}/migration", """{"propagationPolicy":"Foreground"}""");
        stage.Pass(3600);
        var stuck = stage.Cluster.GetAll("pods").Single();
        var job = stage.Cluster.Get("jobs.batch", "migration");
        await FinalizeAsync(stage, pod!, "null");

        stuck.At("metadata.deletionTimestamp").ShouldNotBeNull();
        stuck.Text("status.phase").ShouldBe("Failed");
        stuck.At("status").Items("containerStatuses").Single().Number("state.terminated.exitCode").ShouldBe(137);
        job.ShouldNotBeNull().At("metadata.deletionTimestamp").ShouldNotBeNull();
        stage.Cluster.GetAll("pods").ShouldBeEmpty();
        stage.Cluster.Get("jobs.batch", "migration").ShouldBeNull();
    }

    [Fact]
    public async Task A_rollout_ends_though_an_old_pod_stays_for_its_finalizer()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        await FinalizeAsync(
            stage,
            stage.Cluster.GetAll("pods")[0].Text("metadata.name")!,
            """["example.com/billing"]"""
        );

        stage.Cluster.Apply(Manifests.Web("1.2.3"));

        stage.Cluster.GetAll("pods").Count(pod => pod.At("metadata.deletionTimestamp") is null).ShouldBe(3);
        stage.Cluster.GetAll("pods").Count.ShouldBe(4);
        var status = stage.Cluster.Get("deployments.apps", "web")!["status"];
        (status.Number("replicas"), status.Number("updatedReplicas"), status.Number("availableReplicas")).ShouldBe(
            (3, 3, 3)
        );
    }

    private static Task FinalizeAsync(Stage stage, string pod, string finalizers) =>
        stage.Rest.PatchAsync(
            $"{Manifests.Pods}/{pod}",
            $$"""{"metadata":{"finalizers":{{finalizers}} } }""",
            "application/merge-patch+json"
        );

    [Fact]
    public async Task Background_deletion_removes_the_object_at_once_and_its_dependents_after()
    {
        await using var stage = await Stage.OpenAsync(Pace.Instant with { Stop = TimeSpan.FromSeconds(5) });
        stage.Cluster.Apply(Manifests.Web());

        var answer = await stage.Rest.DeleteAsync($"{Manifests.Deployments}/web");
        var pods = stage.Cluster.GetAll("pods");
        stage.Pass(6);

        answer.Text("status").ShouldBe("Success");
        answer.Text("details.kind").ShouldBe("deployments");
        stage.Cluster.GetAll("replicasets.apps").ShouldBeEmpty();
        pods.Count.ShouldBe(3);
        pods.ShouldAllBe(pod => pod.At("metadata.deletionTimestamp") != null);
        stage.Cluster.GetAll("pods").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_deleted_without_a_word_leaves_its_pods_as_orphans()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Migration());

        await stage.Rest.DeleteAsync($"{Manifests.Jobs}/migration");

        stage.Cluster.Get("jobs.batch", "migration").ShouldBeNull();
        stage.Cluster.GetAll("pods").ShouldHaveSingleItem().At("metadata.ownerReferences").ShouldBeNull();
    }

    [Fact]
    public async Task A_deletion_of_another_object_of_the_same_name_is_refused()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Migration());

        var answer = await stage.Rest.DeleteAsync(
            $"{Manifests.Jobs}/migration",
            """{"preconditions":{"uid":"another"}}"""
        );

        answer.Status.ShouldBe(409);
        answer
            .Text("message")!
            .ShouldContain(
                "Operation cannot be fulfilled on Job.batch \"migration\": the UID in the precondition (another) does not match"
            );
        stage.Cluster.Get("jobs.batch", "migration").ShouldNotBeNull();
    }

    [Fact]
    public async Task An_object_with_a_finalizer_stays_until_the_finalizer_is_removed()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(
            "{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, finalizers: [example.org/keep] } }"
        );

        await stage.Rest.DeleteAsync($"{Manifests.ConfigMaps}/a");
        var kept = stage.Cluster.Get("configmaps", "a");
        await stage.Rest.PatchAsync(
            $"{Manifests.ConfigMaps}/a",
            """{"metadata":{"finalizers":null}}""",
            "application/merge-patch+json"
        );

        kept.ShouldNotBeNull().At("metadata.deletionTimestamp").ShouldNotBeNull();
        stage.Cluster.Get("configmaps", "a").ShouldBeNull();
    }

    [Fact]
    public async Task A_deleted_namespace_is_emptied_and_then_gone()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply("{ apiVersion: v1, kind: Namespace, metadata: { name: other } }");
        stage.Cluster.Apply("{ apiVersion: v1, kind: ConfigMap, metadata: { name: a, namespace: other } }");

        await stage.Rest.DeleteAsync("/api/v1/namespaces/other");

        stage.Cluster.Get("namespaces", "other").ShouldBeNull();
        (await stage.Rest.GetAsync("/api/v1/configmaps")).Json.Items("items").ShouldBeEmpty();
    }

    private static string Json(string yaml) => Yaml.First(yaml)!.ToJsonString();
}
