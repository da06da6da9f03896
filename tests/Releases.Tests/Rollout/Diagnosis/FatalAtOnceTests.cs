using k8s.Models;
using Releases.Rollout.Diagnosis;
using static Releases.Tests.Rollout.Diagnosis.SickPods;

namespace Releases.Tests.Rollout.Diagnosis;

public sealed class FatalAtOnceTests
{
    [Theory]
    [InlineData("InvalidImageName", "couldn't parse image name")]
    [InlineData("ErrImageNeverPull", "Container image is not present with pull policy of Never")]
    [InlineData("CreateContainerConfigError", "couldn't find key DB_HOST in Secret shop/database")]
    [InlineData("CreateContainerConfigError", "container has runAsNonRoot and image will run as root")]
    [InlineData("CreateContainerError", "no command specified")]
    [InlineData("RunContainerError", "exec: \"/run\": no such file")]
    [InlineData("RunContainerError", "exec: \"run\": executable file not found in $PATH")]
    public void A_container_that_can_never_start(string reason, string message) =>
        Only(Waiting(reason, message)).ShouldBe(Expected(reason, message));

    [Theory]
    [InlineData("no match for platform in manifest")]
    [InlineData("no match for platform in manifest sha256:0123: not found")]
    [InlineData("no matching manifest for linux/arm64 in the manifest list entries")]
    public void An_image_that_the_node_cannot_run(string message)
    {
        Only(Waiting("ErrImagePull", message)).ShouldBe(Expected("ErrImagePull", message));
        Only(Waiting("ImagePullBackOff", message)).ShouldBe(Expected("ImagePullBackOff", message));
    }

    [Fact]
    public void While_the_kubelet_backs_off_the_registrys_answer_stands_in_the_newest_event()
    {
        var pod = Pod(Waiting("ImagePullBackOff", $"Back-off pulling image \"{Image}\""));

        // Events come in no order.
        PodDiagnosis
            .Of(
                pod,
                [
                    Event($"Failed to pull image \"{Image}\": no match for platform in manifest", second: 30),
                    Event($"Failed to pull image \"{Image}\": 503 Service Unavailable", second: 10),
                    Event("Error: ErrImagePull", second: 40),
                ]
            )
            .ShouldHaveSingleItem()
            .ShouldBe(
                Expected("ImagePullBackOff", $"Failed to pull image \"{Image}\": no match for platform in manifest")
            );
    }

    [Fact]
    public void What_happened_to_another_pod_or_image_does_not_count()
    {
        var backOff = $"Back-off pulling image \"{Image}\"";

        PodDiagnosis
            .Of(
                Pod(Waiting("ImagePullBackOff", backOff)),
                [
                    Event($"Failed to pull image \"{Image}\": no match for platform in manifest", uid: "uid-web-0"),
                    Event($"Failed to pull image \"{Image}-static\": no match for platform in manifest"),
                ]
            )
            .ShouldHaveSingleItem()
            .ShouldBe(Expected("ImagePullBackOff", backOff) with { Grace = Grace.ImagePull });
    }

    [Theory]
    [InlineData("Pod \"web-1\" is invalid: spec.containers[0].image: Required value")]
    [InlineData("pods \"web-1\" is forbidden: violates PodSecurity \"restricted:latest\"")]
    [InlineData("pods \"web-1\" is forbidden: failed quota: small: must specify limits.cpu")]
    [InlineData("pods \"web-1\" is forbidden: maximum cpu usage per Container is 1, but limit is 2")]
    [InlineData("admission webhook denied: it is forbidden here")]
    [InlineData("ValidatingAdmissionPolicy 'no-root' with binding 'all' denied request: runs as root")]
    public void A_pod_that_the_cluster_does_not_admit(string message)
    {
        var set = new V1ReplicaSet
        {
            Status = new()
            {
                Conditions =
                [
                    new()
                    {
                        Type = "ReplicaFailure",
                        Status = "True",
                        Reason = "FailedCreate",
                        Message = message,
                    },
                ],
            },
        };

        ReplicaDiagnosis.Of(set).ShouldBe(new Symptom("FailedCreate", message, Grace.None));
    }

    [Fact]
    public void A_failing_init_container_is_named()
    {
        var pod = Pod(Waiting("PodInitializing"));
        var init = Waiting("CreateContainerError", "no");
        init.Name = "prepare";
        pod.Status.InitContainerStatuses = [init];

        PodDiagnosis
            .Of(pod, [])
            .ShouldHaveSingleItem()
            .ShouldBe(Expected("CreateContainerError", "no") with { Container = "prepare" });
    }

    [Fact]
    public void Restarts_that_are_too_many_are_fatal_whatever_the_time()
    {
        Only(Waiting("CrashLoopBackOff", "back-off 40s", restarts: 3))
            .ShouldBe(
                Expected("CrashLoopBackOff", "container web ended 3 times, last with exit code 1") with
                {
                    HasRestarted = true,
                    Attempt = new Attempt("4", TimeSpan.FromSeconds(80)),
                }
            );
        Only(Running(isReady: false, restarts: 4, exitCode: 137))
            .ShouldBe(
                Expected("CrashLoopBackOff", "container web ended 4 times, last with exit code 137 (OOMKilled)") with
                {
                    HasRestarted = true,
                    Attempt = new Attempt("4", TimeSpan.FromSeconds(160)),
                }
            );
    }

    [Fact]
    public void A_message_of_several_lines_becomes_one() =>
        Only(Waiting("RunContainerError", "a\r\nb\n")).Message.ShouldBe("a b");

    [Fact]
    public void Without_a_message_the_image_is_named() =>
        Only(Waiting("InvalidImageName")).Message.ShouldBe($"image {Image}");

    private static Symptom Only(V1ContainerStatus container) =>
        PodDiagnosis.Of(Pod(container), []).ShouldHaveSingleItem();

    private static Symptom Expected(string reason, string message) =>
        new(reason, message, Grace.None) { Pod = "web-1", Container = "web" };
}
