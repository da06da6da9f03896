using k8s.Models;
using Releases.Rollout.Diagnosis;
using static Releases.Tests.Rollout.Diagnosis.SickPods;

namespace Releases.Tests.Rollout.Diagnosis;

/// <summary>A pod that fits on no node, with an autoscaler that says whether it makes one.</summary>
public sealed class ComingNodeTests
{
    private const string Up = "TriggeredScaleUp";
    private const string NotUp = "NotTriggerScaleUp";

    [Theory]
    [InlineData(Up, null)]
    [InlineData(Up, NotUp)]
    public void A_node_that_is_on_its_way_is_waited_for(string newest, string? before)
    {
        var symptom = Of(NoRoom, Happened(newest, second: 20), before is null ? null : Happened(before, second: 10));

        symptom.Grace.ShouldBe(TimeSpan.FromMinutes(10));
        symptom.Because.ShouldBe("an autoscaler makes a node for it");
        symptom.NeedsRoom.ShouldBeTrue();
    }

    [Theory]
    [InlineData(NotUp, 20, Up, 10)]
    [InlineData(NotUp, 10, Up, 10)]
    [InlineData(NotUp, 10, "FailedScheduling", 20)]
    [InlineData("FailedScheduling", 10, "Scheduled", 5)]
    public void Without_one_the_usual_time_holds(string one, int second, string other, int otherSecond)
    {
        var symptom = Of(NoRoom, Happened(one, second), Happened(other, otherSecond));

        (symptom.Grace, symptom.Because).ShouldBe((Grace.Unschedulable, null));
    }

    [Fact]
    public void A_node_for_another_pod_does_not_count() =>
        Of(NoRoom, Happened(Up, second: 10, uid: "uid-web-0")).Grace.ShouldBe(Grace.Unschedulable);

    [Fact]
    public void A_node_does_not_bring_a_claim()
    {
        var symptom = Of(
            "0/3 nodes are available: persistentvolumeclaim \"media\" not found.",
            Happened(Up, second: 10)
        );

        (symptom.Grace, symptom.Because).ShouldBe((Grace.MissingVolume, null));
    }

    private const string NoRoom = "0/3 nodes are available: 3 Insufficient memory.";

    private static Corev1Event Happened(string reason, int second, string uid = "uid-web-1") =>
        Event($"pod: {reason}", second, reason, uid);

    private static Symptom Of(string message, params Corev1Event?[] events)
    {
        var pod = Pod();
        pod.Status.Conditions =
        [
            new()
            {
                Type = "PodScheduled",
                Status = "False",
                Reason = "Unschedulable",
                Message = message,
            },
        ];
        return PodDiagnosis.Of(pod, [.. events.OfType<Corev1Event>()]).ShouldHaveSingleItem();
    }
}
