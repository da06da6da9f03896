using k8s.Models;
using Releases.Rollout.Diagnosis;
using static Releases.Tests.Rollout.Diagnosis.SickPods;

namespace Releases.Tests.Rollout.Diagnosis;

/// <summary>What happened long before is history, by the cluster's own times.</summary>
public sealed class HistoryTests
{
    private static readonly DateTime Now = new(2026, 1, 11, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(10 * 24 * 60, 0)]
    [InlineData(1, 1)]
    public void Restarts_of_a_container_that_has_run_for_long_since_are_no_crash_loop(int minutes, int symptoms)
    {
        var container = Running(isReady: false, restarts: 5);
        container.State.Running.StartedAt = Now.AddMinutes(-minutes);
        var pod = Pod(container);
        pod.Status.Conditions =
        [
            new V1PodCondition
            {
                Type = "Ready",
                Status = "False",
                LastTransitionTime = Now,
            },
        ];

        PodDiagnosis.Of(pod, []).Count().ShouldBe(symptoms);
    }

    [Theory]
    [InlineData(10 * 24 * 60, false)]
    [InlineData(1, true)]
    public void A_container_that_had_run_for_long_before_it_crashed_begins_to_count_anew(int minutes, bool isAtOnce)
    {
        var container = Waiting("CrashLoopBackOff", restarts: 5);
        container.LastState.Terminated.StartedAt = Now.AddMinutes(-minutes);
        container.LastState.Terminated.FinishedAt = Now;

        var symptom = PodDiagnosis.Of(Pod(container), []).ShouldHaveSingleItem();

        symptom.Grace.ShouldBe(isAtOnce ? Grace.None : Grace.CrashLoop);
    }

    [Theory]
    [InlineData(120, 150)]
    [InlineData(10, 60)]
    public void A_quota_is_given_the_time_that_old_pods_have_to_end(int ending, int grace)
    {
        var refused = ReplicaDiagnosis.Of("FailedCreate", "exceeded quota: pods, used: 4, limited: 4");

        var symptom = Grace.WithRoom(
            refused,
            new WorkloadPace(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(ending))
        );

        symptom.Grace.ShouldBe(TimeSpan.FromSeconds(grace));
        symptom.Because.ShouldBe(ending == 120 ? "old pods have 2m to end" : null);
    }

    [Fact]
    public void What_never_heals_is_given_no_time() =>
        Grace
            .WithRoom(
                ReplicaDiagnosis.Of("FailedCreate", "pods is forbidden"),
                new WorkloadPace(TimeSpan.FromHours(1), TimeSpan.FromHours(1), TimeSpan.FromHours(1))
            )
            .Grace.ShouldBe(Grace.None);
}
