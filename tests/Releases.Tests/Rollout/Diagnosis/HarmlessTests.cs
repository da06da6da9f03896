using k8s.Models;
using Releases.Rollout.Diagnosis;
using static Releases.Tests.Rollout.Diagnosis.SickPods;

namespace Releases.Tests.Rollout.Diagnosis;

public sealed class HarmlessTests
{
    [Theory]
    [InlineData("ContainerCreating")]
    [InlineData("PodInitializing")]
    public void A_container_that_is_on_its_way(string reason) => SymptomsOf(Pod(Waiting(reason))).ShouldBeEmpty();

    [Fact]
    public void A_probe_that_fails_before_the_pod_was_ever_ready() =>
        SymptomsOf(Pod(Running(isReady: false))).ShouldBeEmpty();

    [Fact]
    public void A_container_that_restarted_and_recovered() =>
        SymptomsOf(Pod(Running(isReady: true, restarts: 7))).ShouldBeEmpty();

    [Fact]
    public void A_restart_or_two() => SymptomsOf(Pod(Running(isReady: false, restarts: 2))).ShouldBeEmpty();

    [Theory]
    [InlineData("Evicted")]
    [InlineData("Preempting")]
    [InlineData("NodeShutdown")]
    [InlineData("Terminated")]
    [InlineData("UnexpectedAdmissionError")]
    [InlineData("OutOfcpu")]
    public void A_pod_that_its_controller_replaces(string reason)
    {
        var pod = Pod(Running(isReady: false, restarts: 5));
        pod.Status.Phase = "Failed";
        pod.Status.Reason = reason;

        SymptomsOf(pod).ShouldBeEmpty();
    }

    [Fact]
    public void A_pod_that_is_being_deleted()
    {
        var pod = Pod(Waiting("InvalidImageName"));
        pod.Metadata.DeletionTimestamp = DateTime.UnixEpoch;

        SymptomsOf(pod).ShouldBeEmpty();
    }

    [Fact]
    public void A_pod_without_any_status() =>
        SymptomsOf(new V1Pod { Metadata = new() { Name = "web-1" } }).ShouldBeEmpty();

    [Fact]
    public void A_replica_set_that_failed_once_and_creates_pods_again() =>
        ReplicaDiagnosis
            .Of(
                new V1ReplicaSet
                {
                    Status = new()
                    {
                        Conditions =
                        [
                            new()
                            {
                                Type = "ReplicaFailure",
                                Status = "False",
                                Reason = "FailedCreate",
                            },
                        ],
                    },
                }
            )
            .ShouldBeNull();

    [Fact]
    public void A_failed_creation_that_a_successful_one_followed()
    {
        Corev1Event[] events =
        [
            Event("Created pod: web-1", second: 20, reason: "SuccessfulCreate", uid: "uid-set"),
            Event("exceeded quota", second: 10, reason: "FailedCreate", uid: "uid-set"),
            Event("exceeded quota", second: 30, reason: "FailedCreate", uid: "uid-other"),
        ];

        ReplicaDiagnosis.OfNewestEvent("uid-set", events).ShouldBeNull();
        ReplicaDiagnosis.OfNewestEvent("uid-other", events)!.Grace.ShouldBe(Grace.Quota);
    }

    private static IEnumerable<Symptom> SymptomsOf(V1Pod pod) => PodDiagnosis.Of(pod, []);
}
