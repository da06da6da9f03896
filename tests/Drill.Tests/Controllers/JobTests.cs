using System.Text.Json.Nodes;
using Drill.Json;
using Drill.Kubelet;
using Drill.Settings;

namespace Drill.Tests.Controllers;

public sealed class JobTests
{
    [Fact]
    public async Task A_job_whose_pod_succeeds_is_complete()
    {
        await using var stage = await Stage.OpenAsync();

        stage.Cluster.Apply(Manifests.Migration());

        var status = Job(stage)["status"];
        status.Number("succeeded").ShouldBe(1);
        status.At("active").ShouldBeNull();
        status.Text("startTime").ShouldBe("2025-06-01T12:00:00Z");
        status.Text("completionTime").ShouldBe("2025-06-01T12:00:00Z");
        Conditions.IsTrue(status, "Complete").ShouldBeTrue();
    }

    [Fact]
    public async Task A_failing_job_retries_with_back_off_up_to_its_limit()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.MigrationScript = _ => ContainerProgram.Exits(1, "no");

        stage.Cluster.Apply(Manifests.Migration("backoffLimit: 2"));
        var pods = new List<int> { stage.Cluster.GetAll("pods").Count };
        foreach (var wait in new[] { 9, 2, 18, 3 })
        {
            stage.Pass(wait);
            pods.Add(stage.Cluster.GetAll("pods").Count);
        }

        pods.ShouldBe([1, 1, 2, 2, 3]);
        Job(stage).Number("status.failed").ShouldBe(3);
        var failed = Conditions.Find(Job(stage)["status"], "Failed");
        failed.Text("reason").ShouldBe("BackoffLimitExceeded");
        failed.Text("message").ShouldBe("Job has reached the specified backoff limit");
    }

    [Fact]
    public async Task A_job_that_is_active_too_long_fails_and_loses_its_pod()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.MigrationScript = _ => ContainerProgram.Serves("hanging");
        stage.Cluster.Apply(Manifests.Migration("activeDeadlineSeconds: 30"));
        var active = Job(stage).Number("status.active");

        stage.Pass(31);

        active.ShouldBe(1);
        Conditions.Find(Job(stage)["status"], "Failed").Text("reason").ShouldBe("DeadlineExceeded");
        stage.Cluster.GetAll("pods").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deadline_is_told_though_the_timer_fires_early()
    {
        await using var stage = await Stage.OpenAsync(clock: new EarlyClock());
        stage.Cluster.MigrationScript = _ => ContainerProgram.Serves("hanging");
        stage.Cluster.Apply(Manifests.Migration("activeDeadlineSeconds: 30"));

        stage.Clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromMilliseconds(2));
        var before = Job(stage).Number("status.active");
        stage.Pass(1);

        before.ShouldBe(1);
        Conditions.Find(Job(stage)["status"], "Failed").Text("reason").ShouldBe("DeadlineExceeded");
    }

    [Fact]
    public async Task With_restart_on_failure_the_restarts_count_against_the_limit()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.MigrationScript = _ => ContainerProgram.Exits(1, "no");

        stage.Cluster.Apply(Manifests.Migration("backoffLimit: 2", restartPolicy: "OnFailure"));
        stage.Pass(30);

        Conditions.Find(Job(stage)["status"], "Failed").Text("reason").ShouldBe("BackoffLimitExceeded");
        Job(stage).Number("status.failed").ShouldBe(1);
    }

    [Fact]
    public async Task Before_1_26_a_pod_that_disappears_is_replaced_without_failing_the_job()
    {
        await using var stage = await Stage.OpenAsync(version: new ClusterVersion(25, 0));
        stage.Cluster.MigrationScript = _ => ContainerProgram.Serves("working");
        stage.Cluster.Apply(Manifests.Migration());
        var first = stage.Cluster.GetAll("pods").Single().Text("metadata.name")!;
        stage.Cluster.MigrationScript = ContainerScripts.Migration;

        stage.Cluster.Evict(first);

        Conditions.IsTrue(Job(stage)["status"], "Complete").ShouldBeTrue();
        stage.Cluster.GetAll("pods").Single().Text("metadata.name").ShouldNotBe(first);
    }

    [Fact]
    public async Task From_1_26_on_a_pod_that_is_deleted_counts_as_failed_and_is_replaced()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.MigrationScript = _ => ContainerProgram.Serves("working");
        stage.Cluster.Apply(Manifests.Migration("backoffLimit: 2"));
        var first = stage.Cluster.GetAll("pods").Single().Text("metadata.name")!;

        stage.Cluster.Evict(first);
        stage.Pass(11);

        Job(stage).Number("status.failed").ShouldBe(1);
        stage.Cluster.GetAll("pods").Single().Text("metadata.name").ShouldNotBe(first);

        // The second one fails by itself: what was deleted is not forgotten.
        stage.Cluster.MigrationScript = _ => ContainerProgram.Exits(1, "no");
        stage.Cluster.Evict(stage.Cluster.GetAll("pods").Single().Text("metadata.name")!);
        stage.Pass(21);

        Job(stage).Number("status.failed").ShouldBe(3);
        Conditions.Find(Job(stage)["status"], "Failed").Text("reason").ShouldBe("BackoffLimitExceeded");
    }

    [Fact]
    public async Task From_1_26_on_a_job_without_a_second_attempt_fails_with_its_deleted_pod()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.MigrationScript = _ => ContainerProgram.Serves("working");
        stage.Cluster.Apply(Manifests.Migration("backoffLimit: 0"));

        stage.Cluster.Evict(stage.Cluster.GetAll("pods").Single().Text("metadata.name")!);
        stage.Pass(31);

        Conditions.Find(Job(stage)["status"], "Failed").Text("reason").ShouldBe("BackoffLimitExceeded");
        stage.Cluster.GetAll("pods").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(32, "TerminatingOrFailed", 2)]
    [InlineData(32, "Failed", 1)]
    // The server does not heed the field yet.
    [InlineData(27, "Failed", 2)]
    public async Task A_pod_that_is_ending_is_replaced_at_once_unless_its_end_is_to_be_awaited(
        int minor,
        string policy,
        int together
    )
    {
        await using var stage = await Stage.OpenAsync(
            Pace.Instant with
            {
                Stop = TimeSpan.FromSeconds(30),
            },
            version: new ClusterVersion(minor, 0)
        );
        stage.Cluster.MigrationScript = _ => ContainerProgram.Serves("working") with { StopCode = 137 };
        stage.Cluster.Apply(Manifests.Migration($"backoffLimit: 1\n  podReplacementPolicy: {policy}"));
        var first = stage.Cluster.GetAll("pods").Single().Text("metadata.name")!;

        stage.Cluster.Evict(first);
        stage.Pass(29);
        var pods = stage.Cluster.GetAll("pods").Count;
        stage.Pass(2);

        pods.ShouldBe(together);
        Job(stage).Number("status.failed").ShouldBe(1);
        stage.Cluster.GetAll("pods").Single().Text("metadata.name").ShouldNotBe(first);
    }

    [Fact]
    public async Task A_finished_job_is_removed_after_its_time_to_live()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Cluster.Apply(Manifests.Migration("ttlSecondsAfterFinished: 60"));

        stage.Pass(59);
        var kept = stage.Cluster.GetAll("jobs.batch").Count;
        stage.Pass(2);

        kept.ShouldBe(1);
        stage.Cluster.GetAll("jobs.batch").ShouldBeEmpty();
        stage.Cluster.GetAll("pods").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(20, "controller-uid")]
    [InlineData(32, "batch.kubernetes.io/controller-uid")]
    public async Task A_job_selects_its_pods_by_its_uid_under_the_label_of_its_version(int minor, string label)
    {
        await using var stage = await Stage.OpenAsync(version: new ClusterVersion(minor, 0));

        stage.Cluster.Apply(Manifests.Migration());

        var uid = Job(stage).Text("metadata.uid");
        Job(stage).At("spec.selector.matchLabels")![label]!.GetValue<string>().ShouldBe(uid);
        stage.Cluster.GetAll("pods").Single().At("metadata.labels")![label]!.GetValue<string>().ShouldBe(uid);
    }

    private static JsonObject Job(Stage stage) => stage.Cluster.Get("jobs.batch", "migration")!;
}
