using k8s.Models;
using Releases.Rollout.Diagnosis;
using static Releases.Tests.Rollout.Diagnosis.SickPods;

namespace Releases.Tests.Rollout.Diagnosis;

/// <summary>An autoscaler's new pods are on their way; pods that served and have stopped are not.</summary>
public sealed class StartingPodsTests
{
    private static readonly DateTime Now = new(2026, 1, 11, 0, 0, 0, DateTimeKind.Utc);
    private static readonly WorkloadPace Pace = new(TimeSpan.FromSeconds(30), TimeSpan.Zero, TimeSpan.Zero);

    [Theory]
    [InlineData(5, true)]
    [InlineData(89, true)]
    [InlineData(90, false)]
    [InlineData(3600, false)]
    public void A_pod_has_the_time_of_its_probes_and_a_minute(int age, bool isStarting) =>
        AreAll([Aged(age)]).ShouldBe(isStarting);

    [Fact]
    public void One_that_is_older_speaks_for_all() => AreAll([Aged(5), Aged(3600)]).ShouldBeFalse();

    [Fact]
    public void One_that_serves_is_not_missing_however_old_it_is() => AreAll([Aged(5), Serving(3600)]).ShouldBeTrue();

    [Fact]
    public void Where_none_starts_nothing_is_on_its_way()
    {
        AreAll([]).ShouldBeFalse();
        AreAll([Serving(3600)]).ShouldBeFalse();
    }

    [Fact]
    public void One_that_has_restarted_does_not_only_start()
    {
        var pod = Pod(Running(isReady: false, restarts: 1));
        pod.Metadata.CreationTimestamp = Now.AddSeconds(-5);

        AreAll([pod]).ShouldBeFalse();
    }

    [Fact]
    public void One_that_was_evicted_stays_in_the_list_and_says_nothing()
    {
        var evicted = Aged(3600);
        evicted.Status.Phase = "Failed";

        AreAll([evicted, Aged(5)]).ShouldBeTrue();
        AreAll([evicted]).ShouldBeFalse();
    }

    // The time of a deletion is when the pod should have ended.
    [Theory]
    [InlineData(20, true)]
    [InlineData(-30, true)]
    [InlineData(-60, false)]
    [InlineData(-3600, false)]
    public void One_that_ends_has_its_time_and_a_minute(int end, bool isStarting)
    {
        var pod = Serving(3600);
        pod.Metadata.DeletionTimestamp = Now.AddSeconds(end);

        AreAll([pod]).ShouldBe(isStarting);
    }

    [Theory]
    [InlineData(10, 100, true)]
    [InlineData(60, 100, false)]
    [InlineData(10, 3600, false)]
    public void One_that_is_ready_settles_as_long_as_minReadySeconds_says(int ready, int age, bool isStarting)
    {
        var pod = Serving(age);
        pod.Status.Conditions[0].LastTransitionTime = Now.AddSeconds(-ready);

        StartingPods
            .AreAllThatIsMissing([pod], Pace with { Settling = TimeSpan.FromSeconds(60) }, Now)
            .ShouldBe(isStarting);
    }

    private static bool AreAll(V1Pod[] pods) => StartingPods.AreAllThatIsMissing(pods, Pace, Now);

    private static V1Pod Aged(int seconds)
    {
        var pod = Pod(Running(isReady: false));
        pod.Metadata.CreationTimestamp = Now.AddSeconds(-seconds);
        return pod;
    }

    private static V1Pod Serving(int seconds)
    {
        var pod = Aged(seconds);
        pod.Status.Conditions = [new V1PodCondition { Type = "Ready", Status = "True" }];
        return pod;
    }
}
