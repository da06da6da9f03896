using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace ClusterContracts;

/// <summary>Deployments that roll out, and CronJobs.</summary>
public abstract class WorkloadContract(ClusterStage stage)
{
    private const string Revision = "deployment.kubernetes.io/revision";
    private static readonly string[] PullFailures = ["ErrImagePull", "ImagePullBackOff"];

    [Fact]
    public async Task A_new_Deployment_rolls_out_through_one_ReplicaSet()
    {
        var created = await CreateAsync("fresh");
        var done = await RolledOutAsync("fresh");

        (created.Metadata.Generation, created.Spec.Strategy.Type).ShouldBe((1L, "RollingUpdate"));
        created.Spec.ProgressDeadlineSeconds.ShouldBe(600);
        (done.Status.ObservedGeneration, done.GetAnnotation(Revision)).ShouldBe((1L, "1"));
        (done.Status.Replicas, done.Status.ReadyReplicas, done.Status.UnavailableReplicas).ShouldBe((2, 2, null));
        ConditionOf(done, "Progressing").ShouldBe(("True", "NewReplicaSetAvailable"));
        ConditionOf(done, "Available").ShouldBe(("True", "MinimumReplicasAvailable"));
        var set = (await SetsAsync("fresh")).ShouldHaveSingleItem();
        set.OwnerReferences().ShouldHaveSingleItem().Uid.ShouldBe(done.Uid());
        set.GetAnnotation(Revision).ShouldBe("1");
        var hash = set.GetLabel("pod-template-hash");
        set.Name().ShouldBe($"fresh-{hash}");
        foreach (var pod in await PodsAsync("fresh"))
            ShouldServe(pod, set, hash);
    }

    [Fact]
    public async Task Setting_one_image_changes_that_container_alone_and_makes_a_revision()
    {
        await CreateAsync("changed");
        await RolledOutAsync("changed");

        var patched = await PatchAsync("changed", stage.Image("2"));
        var done = await RolledOutAsync("changed");

        (patched.Metadata.Generation, patched.GetAnnotation("kubernetes.io/change-cause")).ShouldBe((2L, "a test"));
        ImagesOf(done.Spec.Template.Spec).ShouldBe([stage.Image("1"), stage.Image("2"), stage.Image("1")]);
        done.GetAnnotation(Revision).ShouldBe("2");
        var sets = (await SetsAsync("changed")).OrderBy(set => set.GetAnnotation(Revision)).ToArray();
        sets.Select(set => set.GetAnnotation(Revision)).ShouldBe(["1", "2"]);
        sets.Select(set => set.Spec.Replicas).ShouldBe([0, 2]);
        var pods = await ClusterStage.UntilAsync(() => PodsAsync("changed"), pods => pods.Count == 2);
        pods.ShouldAllBe(pod => pod.OwnerReferences()[0].Uid == sets[1].Uid());
    }

    [Fact]
    public async Task Setting_the_image_that_is_set_makes_no_revision()
    {
        await CreateAsync("same");
        await RolledOutAsync("same");

        var first = await PatchAsync("same", stage.Image("1"));
        var second = await PatchAsync("same", stage.Image("1"));

        // The annotation is a change; the same once more is none.
        (first.Metadata.Generation, second.Metadata.Generation).ShouldBe((2L, 2L));
        (await RolledOutAsync("same")).GetAnnotation(Revision).ShouldBe("1");
        (await SetsAsync("same")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_image_that_is_missing_shows_in_the_new_pod_while_the_old_ones_serve()
    {
        await CreateAsync("lost");
        await RolledOutAsync("lost");

        await PatchAsync("lost", stage.Image("missing"));
        var pods = await ClusterStage.UntilAsync(
            () => PodsAsync("lost"),
            pods => pods.Any(pod => PullFailures.Contains(WaitingOf(pod)?.Reason))
        );

        var waiting = pods.Select(WaitingOf).OfType<V1ContainerStateWaiting>().ShouldHaveSingleItem();
        waiting.Message.ShouldNotBeNullOrEmpty();
        var deployment = await stage.Api.AppsV1.ReadNamespacedDeploymentAsync("lost", stage.Namespace);
        (deployment.Status.UpdatedReplicas, deployment.Status.AvailableReplicas).ShouldBe((1, 2));
        var pulls = await ClusterStage.UntilAsync(
            () => stage.Api.CoreV1.ListNamespacedEventAsync(stage.Namespace, fieldSelector: "reason=Failed"),
            events =>
                events.Items.Any(entry => entry.Message.Contains(stage.Image("missing"), StringComparison.Ordinal))
        );
        pulls.Items[0].InvolvedObject.Kind.ShouldBe("Pod");
    }

    [Fact]
    public async Task A_CronJob_is_where_discovery_says_and_its_template_takes_an_image()
    {
        var served = await CronJobVersionAsync();
        var manifest = SharedManifests.CronJob("nightly", $"batch/{served}", stage.Image("1"));
        await stage.Api.CustomObjects.CreateNamespacedCustomObjectAsync<JsonObject>(
            manifest,
            "batch",
            served,
            stage.Namespace,
            "cronjobs"
        );

        var patched = await stage.Api.CustomObjects.PatchNamespacedCustomObjectAsync<JsonObject>(
            SharedManifests.SetCronJobImage(stage.Image("2")),
            "batch",
            served,
            stage.Namespace,
            "cronjobs",
            "nightly"
        );

        patched["apiVersion"]!.GetValue<string>().ShouldBe($"batch/{served}");
        var container = patched["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!["containers"]![0]!;
        container["image"]!.GetValue<string>().ShouldBe(stage.Image("2"));
        container["name"]!.GetValue<string>().ShouldBe("ends");
        patched["metadata"]!["generation"]?.GetValue<long>().ShouldBe(2);
    }

    /// <summary>As kubectl finds it: the group's preferred version, unless only another has the resource.</summary>
    private async Task<string> CronJobVersionAsync()
    {
        var group = (await stage.Api.Apis.GetAPIVersionsAsync()).Groups.Single(group => group.Name == "batch");
        group.PreferredVersion.Version.ShouldBe("v1");
        var stable = await stage.Api.BatchV1.GetAPIResourcesAsync();
        stable.Resources.ShouldContain(resource => resource.Name == "jobs" && resource.Kind == "Job");
        if (stable.Resources.Any(resource => resource.Name == "cronjobs"))
            return "v1";
        group.Versions.ShouldContain(version => version.Version == "v1beta1");
        return "v1beta1";
    }

    private Task<V1Deployment> CreateAsync(string name) =>
        stage.Api.AppsV1.CreateNamespacedDeploymentAsync(
            SharedManifests.Deployment(name, stage.Image("1"), stage.Image("1")),
            stage.Namespace
        );

    private Task<V1Deployment> PatchAsync(string name, string image) =>
        stage.Api.AppsV1.PatchNamespacedDeploymentAsync(
            SharedManifests.SetImage("serves", image),
            name,
            stage.Namespace
        );

    private Task<V1Deployment> RolledOutAsync(string name) =>
        ClusterStage.UntilAsync(
            () => stage.Api.AppsV1.ReadNamespacedDeploymentAsync(name, stage.Namespace),
            found =>
                found.Status.ObservedGeneration == found.Metadata.Generation
                && found.Status is { Replicas: 2, UpdatedReplicas: 2, AvailableReplicas: 2 }
                && ConditionOf(found, "Progressing").Reason == "NewReplicaSetAvailable"
        );

    private async Task<IList<V1ReplicaSet>> SetsAsync(string name) =>
        (await stage.Api.AppsV1.ListNamespacedReplicaSetAsync(stage.Namespace, labelSelector: $"app={name}")).Items;

    private async Task<IList<V1Pod>> PodsAsync(string name) =>
        (await stage.Api.CoreV1.ListNamespacedPodAsync(stage.Namespace, labelSelector: $"app={name}")).Items;

    private static void ShouldServe(V1Pod pod, V1ReplicaSet set, string hash)
    {
        pod.OwnerReferences().ShouldHaveSingleItem().Uid.ShouldBe(set.Uid());
        pod.GetLabel("pod-template-hash").ShouldBe(hash);
        pod.Name().ShouldStartWith($"{set.Name()}-");
        pod.Status.Phase.ShouldBe("Running");
        pod.Status.Conditions.Single(condition => condition.Type == "Ready").Status.ShouldBe("True");
        var init = pod.Status.InitContainerStatuses.ShouldHaveSingleItem();
        (init.State.Terminated.Reason, init.State.Terminated.ExitCode).ShouldBe(("Completed", 0));
        pod.Status.ContainerStatuses.Select(status => status.Name).ShouldBe(["serves", "sidecar"], ignoreOrder: true);
        pod.Status.ContainerStatuses.ShouldAllBe(status =>
            status.Ready && status.RestartCount == 0 && status.State.Running != null
        );
    }

    private static V1ContainerStateWaiting? WaitingOf(V1Pod pod) =>
        pod.Status.ContainerStatuses?.FirstOrDefault(status => status.Name == "serves")?.State.Waiting;

    private static (string Status, string Reason) ConditionOf(V1Deployment deployment, string type) =>
        deployment.Status.Conditions?.FirstOrDefault(condition => condition.Type == type) is { } found
            ? (found.Status, found.Reason)
            : ("", "");

    private static IEnumerable<string> ImagesOf(V1PodSpec pod) =>
        pod.InitContainers.Concat(pod.Containers).Select(container => container.Image);
}
