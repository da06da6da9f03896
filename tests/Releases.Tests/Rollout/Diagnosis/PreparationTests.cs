using k8s.Models;
using Releases.Rollout.Diagnosis;
using static Releases.Tests.Rollout.Diagnosis.SickPods;

namespace Releases.Tests.Rollout.Diagnosis;

/// <summary>Trouble before the first container, of which a pod says no more than <c>ContainerCreating</c>.</summary>
public sealed class PreparationTests
{
    private const string Missing = "MountVolume.SetUp failed for volume \"db\" : secret \"megforms-db\" not found";

    [Theory]
    [InlineData("FailedMount", Missing, 60)]
    [InlineData("FailedAttachVolume", "Multi-Attach error for volume \"pvc-1\"", 300)]
    [InlineData("FailedCreatePodSandBox", "plugin type=\"azure-vnet\" failed (add)", 300)]
    [InlineData("NetworkNotReady", "network is not ready: cni config uninitialized", 300)]
    public void An_event_that_repeats_is_trouble_with_a_grace(string reason, string message, int seconds)
    {
        var symptom = PodDiagnosis
            .Of(Creating(), [Event(message, 1, reason), Event(message, 9, reason)])
            .ShouldHaveSingleItem();

        (symptom.Reason, symptom.Message, symptom.Pod).ShouldBe((reason, message, "web-1"));
        symptom.Grace.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public void One_that_came_once_may_heal_in_a_moment() =>
        PodDiagnosis.Of(Creating(), [Event(Missing, 1, "FailedMount")]).ShouldBeEmpty();

    [Fact]
    public void An_event_that_is_counted_up_repeats_too()
    {
        var counted = Event(Missing, 1, "FailedMount");
        counted.Count = 4;

        PodDiagnosis.Of(Creating(), [counted]).ShouldHaveSingleItem();
    }

    [Fact]
    public void Whatever_comes_later_proves_that_it_has_healed() =>
        PodDiagnosis
            .Of(
                Creating(),
                [
                    Event(Missing, 1, "FailedMount"),
                    Event(Missing, 2, "FailedMount"),
                    Event("Pulling image", 3, "Pulling"),
                ]
            )
            .ShouldBeEmpty();

    [Fact]
    public void Events_of_a_pod_that_had_the_name_before_say_nothing() =>
        PodDiagnosis
            .Of(
                Creating(),
                [Event(Missing, 1, "FailedMount", "uid-before"), Event(Missing, 2, "FailedMount", "uid-before")]
            )
            .ShouldBeEmpty();

    [Fact]
    public void Several_reasons_that_take_turns_are_one_trouble()
    {
        var ledger = new SymptomLedger(TimeProvider.System);
        ledger.Note([new Symptom("FailedMount", "a", Grace.Preparation) { Pod = "web-1" }]);
        ledger.TakeNew().Count.ShouldBe(1);
        ledger.Note([new Symptom("FailedAttachVolume", "b", Grace.Preparation) { Pod = "web-1" }]);

        ledger.TakeNew().ShouldBeEmpty();
    }

    private static V1Pod Creating() => Pod(Waiting("ContainerCreating"));
}
