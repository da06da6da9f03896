using k8s.Models;
using Microsoft.Extensions.Time.Testing;
using Releases.Rollout.Diagnosis;
using static Releases.Tests.Rollout.Diagnosis.SickPods;

namespace Releases.Tests.Rollout.Diagnosis;

public sealed class RestartProofTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(1, 3, 57)]
    [InlineData(7, 59, 1)]
    [InlineData(1, 60, null)]
    [InlineData(7, 86_400, null)]
    [InlineData(0, 3, null)]
    public void A_container_that_has_restarted_has_to_run_for_a_minute(int restarts, int age, int? left) =>
        LeftOf(new RestartProof(_time, 1), Started(restarts, age)).ShouldBe(left);

    [Fact]
    public void A_container_between_two_runs_has_the_whole_minute_before_it() =>
        LeftOf(new RestartProof(_time, 1), Waiting("CrashLoopBackOff", restarts: 1)).ShouldBe(60);

    [Theory]
    [InlineData(599, 57)]
    [InlineData(600, null)]
    public void A_container_that_ended_after_a_long_run_crashes_in_no_loop(int ran, int? left)
    {
        var container = Started(1, 3);
        container.LastState = new()
        {
            Terminated = new()
            {
                StartedAt = Now.UtcDateTime.AddSeconds(-10 - ran),
                FinishedAt = Now.UtcDateTime.AddSeconds(-10),
            },
        };

        LeftOf(new RestartProof(_time, 1), container).ShouldBe(left);
    }

    // A node's clock may be ahead of its cluster's.
    [Fact]
    public void A_start_that_lies_ahead_makes_the_wait_no_longer()
    {
        var proof = new RestartProof(_time, 1);
        LeftOf(proof, Started(1, -3600)).ShouldBe(60);

        _time.Advance(TimeSpan.FromSeconds(59));
        LeftOf(proof, Started(1, -3600)).ShouldBe(1);
        LeftOf(proof, Started(2, -3600)).ShouldBe(60);
        _time.Advance(TimeSpan.FromSeconds(1));
        LeftOf(proof, Started(1, -3600)).ShouldBeNull();
    }

    [Fact]
    public void Where_time_passes_faster_a_shorter_run_is_enough() =>
        LeftOf(new RestartProof(_time, 0.1), Started(1, 2)).ShouldBe(4);

    [Fact]
    public void A_pod_that_goes_or_was_evicted_does_not_count()
    {
        var (ending, evicted) = (Pod(Started(1, 3)), Pod(Started(1, 3)));
        ending.Metadata.DeletionTimestamp = Now.UtcDateTime;
        evicted.Status.Phase = "Failed";

        new RestartProof(_time, 1).Of([ending, evicted], Now).ShouldBeNull();
    }

    private static int? LeftOf(RestartProof proof, V1ContainerStatus container) =>
        (int?)proof.Of([Pod(Started(0, 1)), Pod(container)], Now)?.Left.TotalSeconds;

    private static V1ContainerStatus Started(int restarts, int age)
    {
        var container = Running(isReady: true, restarts);
        container.State.Running.StartedAt = Now.UtcDateTime.AddSeconds(-age);
        return container;
    }
}
