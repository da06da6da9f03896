using k8s.Models;
using Releases.Rollout.Diagnosis;
using Releases.Rollout.Stages;
using static Releases.Tests.Rollout.Diagnosis.SickPods;

namespace Releases.Tests.Rollout.Diagnosis;

public sealed class PodGatesTests
{
    private const string Gate = "cloud.google.com/load-balancer-neg-ready";

    [Theory]
    [InlineData(null, $"{Gate})")]
    [InlineData("Pod is not healthy in the NEG", $"{Gate}: Pod is not healthy in the NEG)")]
    public void A_readiness_gate_that_is_closed_is_named_with_its_pod(string? message, string words)
    {
        var symptom = PodDiagnosis.Of(Gated("False", message), []).ShouldHaveSingleItem();

        (symptom.Reason, symptom.Pod).ShouldBe(("ReadinessGatesNotReady", "web-1"));
        symptom.Message.ShouldEndWith(words);
        symptom.IsSilence.ShouldBeTrue();
    }

    [Fact]
    public void A_gate_that_is_open_or_waits_for_its_containers_is_no_symptom()
    {
        PodDiagnosis.Of(Gated("True"), []).ShouldBeEmpty();
        PodDiagnosis.Of(Gated("False", containersReady: "False"), []).ShouldBeEmpty();
    }

    [Fact]
    public void A_readiness_gate_does_not_stop_a_Job() =>
        JobSymptoms.Of("uid-job", null, [Gated("False")], []).ShouldBeEmpty();

    [Fact]
    public void A_gate_of_the_scheduling_is_named()
    {
        var pod = Pod();
        pod.Spec = new() { NodeName = "", SchedulingGates = [new() { Name = "example.com/quota" }] };
        pod.Status.Conditions =
        [
            new()
            {
                Type = "PodScheduled",
                Status = "False",
                Reason = "SchedulingGated",
            },
        ];

        var symptom = PodDiagnosis.Of(pod, []).ShouldHaveSingleItem();

        (symptom.Reason, symptom.Pod, symptom.IsSilence).ShouldBe(("SchedulingGated", "web-1", false));
        symptom.Message.ShouldContain("example.com/quota");
    }

    private static V1Pod Gated(string open, string? message = null, string containersReady = "True")
    {
        var pod = Pod(Running(isReady: true));
        pod.Spec = new() { NodeName = "node", ReadinessGates = [new() { ConditionType = Gate }] };
        pod.Status.Phase = "Running";
        pod.Status.Conditions =
        [
            new() { Type = "ContainersReady", Status = containersReady },
            new() { Type = "Ready", Status = "False" },
            new()
            {
                Type = Gate,
                Status = open,
                Message = message,
            },
        ];
        return pod;
    }
}
