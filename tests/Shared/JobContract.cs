using System.Globalization;
using k8s;
using k8s.Models;

namespace ClusterContracts;

/// <summary>Jobs, from their creation to their removal, and the logs of their pods.</summary>
public abstract class JobContract(ClusterStage stage)
{
    // Ten seconds.
    private const int LooksBetweenChanges = 200;

    [Fact]
    public async Task A_Job_that_succeeds_is_complete()
    {
        var created = await CreateAsync("good", ClusterStage.Ending);
        var job = await EndedAsync("good");

        var condition = job.Status.Conditions.ShouldHaveSingleItem();
        (condition.Type, condition.Status).ShouldBe(("Complete", "True"));
        (job.Uid(), job.Status.Succeeded, job.Status.Failed).ShouldBe((created.Uid(), 1, null));
        job.Status.CompletionTime.ShouldNotBeNull();
        var pod = (await PodsOfAsync(job)).ShouldHaveSingleItem();
        (pod.GetLabel("job-name"), pod.Status.Phase).ShouldBe(("good", "Succeeded"));
        pod.OwnerReferences().ShouldHaveSingleItem().Kind.ShouldBe("Job");
    }

    [Fact]
    public async Task A_Job_that_fails_too_often_says_so()
    {
        await CreateAsync("bad", ClusterStage.Failing);
        var job = await EndedAsync("bad");

        var condition = job.Status.Conditions.ShouldHaveSingleItem();
        (condition.Type, condition.Status, condition.Reason).ShouldBe(("Failed", "True", "BackoffLimitExceeded"));
        condition.Message.ShouldBe("Job has reached the specified backoff limit");
        var pod = (await PodsOfAsync(job)).ShouldHaveSingleItem();
        var state = pod.Status.ContainerStatuses.ShouldHaveSingleItem().State.Terminated;
        (pod.Status.Phase, state.ExitCode, state.Reason).ShouldBe(("Failed", 1, "Error"));
    }

    [Fact]
    public async Task A_Job_that_takes_too_long_says_so_and_its_pods_go()
    {
        await CreateAsync("slow", "serves", new V1JobSpec { ActiveDeadlineSeconds = 2 });
        var job = await EndedBesideChangesAsync("slow");

        var condition = job.Status.Conditions.ShouldHaveSingleItem();
        (condition.Type, condition.Status, condition.Reason).ShouldBe(("Failed", "True", "DeadlineExceeded"));
        condition.Message.ShouldBe("Job was active longer than specified deadline");
        await ClusterStage.UntilAsync(() => PodsOfAsync(job), pods => pods.Count == 0);
    }

    [Fact]
    public async Task A_Job_deleted_in_the_foreground_goes_after_its_pods()
    {
        var job = await CreateAsync("removed", "serves");
        await ClusterStage.UntilAsync(() => PodsOfAsync(job), pods => pods is [{ Status.Phase: "Running" }]);

        await stage.Api.BatchV1.DeleteNamespacedJobAsync(
            "removed",
            stage.Namespace,
            new V1DeleteOptions
            {
                PropagationPolicy = "Foreground",
                Preconditions = new V1Preconditions { Uid = job.Uid() },
            }
        );

        await ClusterStage.UntilAsync(
            () => stage.Api.BatchV1.ListNamespacedJobAsync(stage.Namespace, fieldSelector: "metadata.name=removed"),
            found =>
            {
                found.Items.ShouldAllBe(item => item.Metadata.DeletionTimestamp != null);
                found.Items.ShouldAllBe(item => item.Metadata.Finalizers.Contains("foregroundDeletion"));
                return found.Items.Count == 0;
            }
        );
        (await PodsOfAsync(job)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_log_of_a_pod_that_has_ended_stays_and_can_be_read_in_parts()
    {
        var pod = await EndedPodAsync("logged", ClusterStage.Ending);

        var lines = await LogAsync(pod, timestamps: true);
        (await LogAsync(pod)).ShouldBe(["one", "two", "three"]);
        (await LogAsync(pod, tail: 2)).ShouldBe(["two", "three"]);
        (await LogAsync(pod, follow: true)).ShouldBe(["one", "two", "three"]);
        lines.Select(line => line.Split(' ')[1]).ShouldBe(["one", "two", "three"]);
        foreach (var line in lines)
            DateTimeOffset
                .Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)
                .ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(-5));
    }

    [Fact]
    public async Task The_log_of_an_instance_that_never_was_is_refused()
    {
        var pod = await EndedPodAsync("once", ClusterStage.Failing);

        var status = await ClusterStage.RefusalAsync(() =>
            stage.Api.CoreV1.ReadNamespacedPodLogAsync(pod, stage.Namespace, previous: true)
        );

        (status.Code, status.Reason).ShouldBe((400, "BadRequest"));
        status.Message.ShouldBe($"previous terminated container \"fails\" in pod \"{pod}\" not found");
    }

    [Fact]
    public async Task The_log_of_a_container_that_cannot_start_is_refused_with_the_reason()
    {
        var job = await stage.Api.BatchV1.CreateNamespacedJobAsync(
            SharedManifests.Job("unstarted", "serves", stage.Image("missing")),
            stage.Namespace
        );
        var pods = await ClusterStage.UntilAsync(
            () => PodsOfAsync(job),
            pods => pods is [{ Status.ContainerStatuses: [{ State.Waiting.Reason: "ImagePullBackOff" }] }]
        );

        var status = await ClusterStage.RefusalAsync(() =>
            stage.Api.CoreV1.ReadNamespacedPodLogAsync(pods[0].Name(), stage.Namespace)
        );

        (status.Code, status.Reason).ShouldBe((400, "BadRequest"));
        status.Message.ShouldStartWith($"container \"serves\" in pod \"{pods[0].Name()}\" is waiting to start: ");
    }

    [Fact]
    public async Task The_log_of_a_container_that_the_pod_does_not_have_is_refused()
    {
        var pod = await EndedPodAsync("nameless", ClusterStage.Ending);

        var status = await ClusterStage.RefusalAsync(() =>
            stage.Api.CoreV1.ReadNamespacedPodLogAsync(pod, stage.Namespace, container: "other")
        );

        (status.Code, status.Reason).ShouldBe((400, "BadRequest"));
        status.Message.ShouldBe($"container other is not valid for pod {pod}");
    }

    private Task<V1Job> CreateAsync(string name, string container, V1JobSpec? spec = null) =>
        stage.Api.BatchV1.CreateNamespacedJobAsync(
            SharedManifests.Job(name, container, stage.Image("1"), spec),
            stage.Namespace
        );

    private Task<V1Job> EndedAsync(string name) =>
        ClusterStage.UntilAsync(
            () => stage.Api.BatchV1.ReadNamespacedJobAsync(name, stage.Namespace),
            job => job.Status?.Conditions?.Count > 0
        );

    // The controller of Kubernetes 1.20 looks at a deadline once, and was seen to look too early. It looks again when
    // the Job changes.
    private Task<V1Job> EndedBesideChangesAsync(string name)
    {
        var looks = 0;
        return ClusterStage.UntilAsync(
            () =>
                ++looks % LooksBetweenChanges == 0
                    ? stage.Api.BatchV1.PatchNamespacedJobAsync(Note(looks), name, stage.Namespace)
                    : stage.Api.BatchV1.ReadNamespacedJobAsync(name, stage.Namespace),
            job => job.Status?.Conditions?.Count > 0
        );
    }

    private static V1Patch Note(int looks) =>
        new($$"""{ "metadata": { "annotations": { "looks": "{{looks}}" } } }""", V1Patch.PatchType.MergePatch);

    private async Task<string> EndedPodAsync(string name, string container)
    {
        await CreateAsync(name, container);
        return (await PodsOfAsync(await EndedAsync(name))).ShouldHaveSingleItem().Name();
    }

    private async Task<IList<V1Pod>> PodsOfAsync(V1Job job) =>
        (
            await stage.Api.CoreV1.ListNamespacedPodAsync(stage.Namespace, labelSelector: $"controller-uid={job.Uid()}")
        ).Items;

    private async Task<string[]> LogAsync(string pod, bool timestamps = false, int? tail = null, bool follow = false)
    {
        await using var log = await stage.Api.CoreV1.ReadNamespacedPodLogAsync(
            pod,
            stage.Namespace,
            timestamps: timestamps,
            tailLines: tail,
            follow: follow
        );
        using var reader = new StreamReader(log);
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
