using k8s.Models;
using Releases.Rollout.Diagnosis;

namespace Releases.Tests.Rollout.Diagnosis;

public sealed class OwnEndTests
{
    private const string Repository = "example.azurecr.io/app";

    [Fact]
    public void A_native_sidecar_that_the_kubelet_has_ended_is_not_what_failed()
    {
        var pod = Pod("Never", ("migration", $"{Repository}:1.2.3", 1));
        pod.Spec.InitContainers =
        [
            new V1Container
            {
                Name = "proxy",
                Image = "proxy:1",
                RestartPolicy = "Always",
            },
            new V1Container { Name = "wait", Image = "client:1" },
        ];
        pod.Status.InitContainerStatuses = [Ended("proxy", 143), Ended("wait", 0)];

        FailedContainer.Of([pod]).ShouldNotBeNull().Name.ShouldBe("migration");
    }

    [Fact]
    public void Only_the_containers_of_the_release_decide()
    {
        var pod = Pod("Never", ("proxy", "proxy:1", null), ("migration", $"{Repository}:1.2.3", 0));

        var end = EndOf(pod).ShouldNotBeNull();

        (end.IsDone, end.Container).ShouldBe((true, "migration"));
        end.Others.ShouldBe(["proxy"]);
    }

    [Theory]
    [InlineData("Never", 1, false)]
    [InlineData("OnFailure", 0, false)]
    [InlineData("OnFailure", 1, true)]
    public void A_container_that_is_started_anew_has_not_ended(string policy, int exitCode, bool goesOn) =>
        (EndOf(Pod(policy, ("migration", $"{Repository}:1.2.3", exitCode))) is null).ShouldBe(goesOn);

    [Fact]
    public void The_first_of_several_that_failed_is_named()
    {
        var pod = Pod("Never", ("a", $"{Repository}:1.2.3", 0), ("b", $"{Repository}:1.2.3", 3));

        EndOf(pod)!.ToString().ShouldBe("container b ended with exit code 3");
    }

    // Who is told to end may say that it ended well.
    [Fact]
    public void The_end_of_a_pod_that_is_being_deleted_proves_nothing()
    {
        var pod = Pod("Never", ("migration", $"{Repository}:1.2.3", 0));
        pod.Metadata.DeletionTimestamp = DateTime.UnixEpoch;

        EndOf(pod).ShouldBeNull();
    }

    [Theory]
    [InlineData("OnFailure", 1, false)]
    [InlineData("Never", 1, true)]
    [InlineData("Always", 0, false)]
    [InlineData(null, 1, true)]
    public void A_container_with_a_restart_policy_of_its_own_has_ended_by_that_one(
        string? policy,
        int exitCode,
        bool isEnd
    )
    {
        var pod = Pod("Never", ("migration", $"{Repository}:1.2.3", exitCode));
        pod.Spec.Containers[0].RestartPolicy = policy;

        (EndOf(pod) is not null).ShouldBe(isEnd);
    }

    [Theory]
    [InlineData(42, false)]
    [InlineData(1, true)]
    public void An_exit_code_after_which_the_container_runs_again_is_no_end(int exitCode, bool isEnd)
    {
        var pod = Pod("Never", ("migration", $"{Repository}:1.2.3", exitCode));
        pod.Spec.Containers[0].RestartPolicy = "Never";
        pod.Spec.Containers[0].RestartPolicyRules =
        [
            new()
            {
                Action = "Restart",
                ExitCodes = new() { OperatorProperty = "In", Values = [42] },
            },
        ];

        (EndOf(pod) is not null).ShouldBe(isEnd);
    }

    [Fact]
    public void An_image_of_a_mirror_and_a_container_that_was_added_change_nothing()
    {
        var asked = Pod("Never", ("migration", $"{Repository}:1.2.3", null)).Spec;
        var pod = Pod("Never", ("migration", "mirror.example/app:1.2.3", 0), ("istio-proxy", "proxy:1", null));

        var end = OwnEnd.Of(pod, asked, Repository).ShouldNotBeNull();

        (end.IsDone, end.Container).ShouldBe((true, "migration"));
        end.Others.ShouldBe(["istio-proxy"]);
    }

    private static OwnEnd? EndOf(V1Pod pod) => OwnEnd.Of(pod, pod.Spec, Repository);

    private static V1Pod Pod(string policy, params (string Name, string Image, int? ExitCode)[] containers) =>
        new()
        {
            Metadata = new V1ObjectMeta { Name = "migration-x", Uid = "1" },
            Spec = new V1PodSpec
            {
                RestartPolicy = policy,
                Containers = [.. containers.Select(each => new V1Container { Name = each.Name, Image = each.Image })],
            },
            Status = new V1PodStatus
            {
                ContainerStatuses = [.. containers.Select(each => Ended(each.Name, each.ExitCode))],
            },
        };

    private static V1ContainerStatus Ended(string name, int? exitCode) =>
        new()
        {
            Name = name,
            Image = "image",
            State = exitCode is { } code
                ? new V1ContainerState { Terminated = new V1ContainerStateTerminated { ExitCode = code } }
                : new V1ContainerState { Running = new V1ContainerStateRunning() },
        };
}
