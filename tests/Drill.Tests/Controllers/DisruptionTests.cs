using Drill.Json;

namespace Drill.Tests.Controllers;

public sealed class DisruptionTests
{
    [Theory]
    [InlineData("minAvailable: 2", 2, 1)]
    [InlineData("minAvailable: 100%", 3, 0)]
    [InlineData("maxUnavailable: 1", 2, 1)]
    [InlineData("maxUnavailable: 50%", 1, 2)]
    public async Task A_budget_says_how_many_pods_may_be_evicted(string budget, int desired, int allowed)
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());

        stage.Cluster.Apply(Budget(budget));

        var status = stage.Cluster.Get("poddisruptionbudgets.policy", "web")!["status"];
        (status.Number("expectedPods"), status.Number("currentHealthy")).ShouldBe((3, 3));
        (status.Number("desiredHealthy"), status.Number("disruptionsAllowed")).ShouldBe((desired, allowed));
        Conditions.IsTrue(status, "DisruptionAllowed").ShouldBe(allowed > 0);
    }

    [Fact]
    public async Task An_eviction_is_refused_while_the_budget_is_spent_and_goes_through_once_it_is_not()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        stage.Cluster.Apply(Budget("minAvailable: 3"));
        var pod = stage.Cluster.GetAll("pods")[0].Text("metadata.name")!;

        var refused = await EvictAsync(stage, pod);
        stage.Cluster.Apply(Budget("minAvailable: 2"));
        var evicted = await EvictAsync(stage, pod);

        refused.Status.ShouldBe(429);
        refused.Text("message").ShouldBe("Cannot evict pod as it would violate the pod's disruption budget.");
        refused
            .Json.Items("details.causes")
            .Single()
            .Text("message")
            .ShouldBe("The disruption budget web needs 3 healthy pods and has 3 currently");
        evicted.Status.ShouldBe(201);
        stage.Cluster.Get("pods", pod).ShouldBeNull();
        stage.Cluster.GetAll("pods").Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_rollout_does_not_ask_the_budget()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        stage.Cluster.Apply(Budget("minAvailable: 3"));

        stage.Cluster.Apply(Manifests.Web("1.2.3"));

        stage.Cluster.Get("deployments.apps", "web")!.Number("status.updatedReplicas").ShouldBe(3);
    }

    [Fact]
    public async Task An_autoscaler_keeps_the_replicas_within_its_bounds_in_mid_rollout()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web());
        stage.Cluster.ImageExists = image => !image.EndsWith("1.2.3", StringComparison.Ordinal);
        stage.Cluster.Apply(Manifests.Web("1.2.3"));

        stage.Cluster.Apply(Scaler(5, 8));
        var during = stage.Cluster.Get("deployments.apps", "web")!;
        stage.Cluster.ImageExists = _ => true;
        stage.Pass(400);

        during.Number("spec.replicas").ShouldBe(5);
        stage.Cluster.Get("horizontalpodautoscalers.autoscaling", "web")!.Number("status.desiredReplicas").ShouldBe(5);
        var status = stage.Cluster.Get("deployments.apps", "web")!["status"];
        (status.Number("replicas"), status.Number("updatedReplicas"), status.Number("availableReplicas")).ShouldBe(
            (5, 5, 5)
        );
        stage
            .Cluster.GetAll("events")
            .Single(found => found.Text("reason") == "SuccessfulRescale")
            .Text("message")
            .ShouldBe("New size: 5; reason: Current number of replicas below Spec.MinReplicas");
    }

    [Fact]
    public async Task An_autoscaler_leaves_a_workload_alone_that_was_scaled_to_nothing()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Web(replicas: 0));

        stage.Cluster.Apply(Scaler(2, 4));

        stage.Cluster.Get("deployments.apps", "web")!.Number("spec.replicas").ShouldBe(0);
    }

    private static Task<Answer> EvictAsync(Stage stage, string pod) =>
        stage.Rest.PostAsync(
            $"{Manifests.Pods}/{pod}/eviction",
            $$"""{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"{{pod}}"} }"""
        );

    private static string Budget(string rule) =>
        $$"""
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: { name: web }
            spec: { {{rule}}, selector: { matchLabels: { app: web } } }
            """;

    private static string Scaler(int least, int most) =>
        $$"""
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: { name: web }
            spec:
              scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
              minReplicas: {{least}}
              maxReplicas: {{most}}
            """;
}
