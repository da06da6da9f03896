using k8s.Models;
using Microsoft.Extensions.Time.Testing;
using Releases.Rollout.Diagnosis;
using static Releases.Tests.Rollout.Diagnosis.SickPods;

namespace Releases.Tests.Rollout.Diagnosis;

/// <summary>What a run finds may have been repaired before it began: only the cluster's next attempt tells.</summary>
public sealed class FoundBeforeTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SymptomLedger _ledger;

    public FoundBeforeTests()
    {
        _ledger = new(_time);
    }

    [Theory]
    [InlineData("ErrImagePull", "not found")]
    [InlineData("ImagePullBackOff", "not found")]
    [InlineData("ImagePullBackOff", "503 Service Unavailable")]
    public void A_failed_pull_of_before_counts_once_the_kubelet_has_pulled_again(string reason, string answer)
    {
        Note(Waiting(reason, answer), Failed(answer, second: 1));
        _ledger.UntilFatal.ShouldBe(TimeSpan.FromSeconds(390));
        _ledger.TakeNew().Single().Because!.ShouldContain("there before this run");
        _time.Advance(TimeSpan.FromSeconds(200));
        Note(Waiting("ImagePullBackOff", answer), Failed(answer, second: 1));
        _ledger.Fatal.ShouldBeNull();

        Note(Waiting("ErrImagePull", answer), Failed(answer, second: 2));
        _ledger.Fatal.ShouldNotBeNull();
    }

    [Fact]
    public void The_same_event_that_is_counted_again_is_another_pull()
    {
        var failed = Failed("not found", second: 1);
        Note(Waiting("ImagePullBackOff", "not found"), failed);
        _time.Advance(Grace.RefusedPull);
        failed.Count = 2;
        Note(Waiting("ImagePullBackOff", "not found"), failed);

        _ledger.Fatal.ShouldNotBeNull();
    }

    [Fact]
    public void A_failed_pull_of_before_is_fatal_when_no_other_comes()
    {
        Note(Waiting("ImagePullBackOff", "not found"), Failed("not found", second: 1));
        _time.Advance(TimeSpan.FromSeconds(390));
        Note(Waiting("ImagePullBackOff", "not found"), Failed("not found", second: 1));

        _ledger.Fatal.ShouldNotBeNull();
    }

    [Fact]
    public void A_pull_that_fails_while_the_run_looks_has_the_usual_time()
    {
        Note(Waiting("ContainerCreating"));
        Note(Waiting("ErrImagePull", "not found"), Failed("not found", second: 1));

        _ledger.UntilFatal.ShouldBe(Grace.RefusedPull);
    }

    [Theory]
    [InlineData("InvalidImageName", "x")]
    [InlineData("ImagePullBackOff", "no match for platform in manifest")]
    public void What_no_attempt_heals_is_fatal_at_once(string reason, string message)
    {
        Note(Waiting(reason, message), Failed(message, second: 1));

        _ledger.Fatal.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(3, 80)]
    [InlineData(4, 160)]
    [InlineData(7, 390)]
    public void A_container_that_had_crashed_often_before_may_start_once_more(int restarts, int seconds)
    {
        Note(Waiting("CrashLoopBackOff", restarts: restarts));
        _ledger.Fatal.ShouldBeNull();
        _ledger.UntilFatal.ShouldBe(TimeSpan.FromSeconds(seconds));
        // It runs, and its readiness probe has not answered yet.
        Note(Running(isReady: false, restarts + 1));
        _ledger.Fatal.ShouldBeNull();

        Note(Waiting("CrashLoopBackOff", restarts: restarts + 1));
        _ledger.Fatal.ShouldNotBeNull();
    }

    [Fact]
    public void A_third_restart_while_the_run_looks_is_fatal_at_once()
    {
        Note(Waiting("CrashLoopBackOff", restarts: 2));
        Note(Waiting("CrashLoopBackOff", restarts: 3));

        _ledger.Fatal.ShouldNotBeNull();
    }

    private static Corev1Event Failed(string answer, int second) =>
        Event($"Failed to pull image \"{Image}\": {answer}", second);

    private void Note(V1ContainerStatus container, params Corev1Event[] events) =>
        _ledger.Note(PodDiagnosis.Of(Pod(container), events));
}
