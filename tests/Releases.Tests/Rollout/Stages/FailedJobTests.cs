using k8s.Models;
using Releases.Jobs;
using Releases.Records;
using Releases.Rollout.Diagnosis;
using Releases.Rollout.Stages;

namespace Releases.Tests.Rollout.Stages;

/// <summary>What is said of a migration Job whose pods were ended, and not only its program.</summary>
public sealed class FailedJobTests : IAsyncDisposable
{
    private static readonly V1Job Job = new() { Metadata = new V1ObjectMeta { Name = "migration" } };

    private readonly JobServer _server = new();
    private readonly StageLane _lane;

    public FailedJobTests() => _lane = new StageLane(_server.Loopback);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _lane.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(
        "OOMKilled",
        "^give container migrate more memory \\(resources.limits.memory\\) in .*migration.yaml, then"
    )]
    [InlineData("Error", "describe job migration$")]
    public async Task What_helps_depends_on_why_the_container_ended(string reason, string next)
    {
        _server.Create = exchange =>
        {
            _server.Job = JobServer.JobOf("1.2.3", hasFailed: true);
            _server.Pod = JobServer.PodOf($$""" "terminated":{"exitCode":137,"reason":"{{reason}}"} """, "Failed");
            return exchange.JsonAsync(_server.Job, 201);
        };

        var failure = (await Should.ThrowAsync<StageFailedException>(MigrateStage.RunAsync(_lane.Lane, Ct))).Failure;

        failure.Message.ShouldBe(
            $"Job migration failed: too many attempts; container migrate ended with exit code 137{(reason == "Error" ? "" : " (OOMKilled)")}"
        );
        failure.NextStep.ShouldNotBeNull().ShouldMatch(next);
        failure.Log.ShouldBe(["relation \"a\" already exists"]);
    }

    [Fact]
    public async Task A_pod_that_the_cluster_has_ended_is_no_fault_of_the_migration()
    {
        _server.IsPodLate = true;
        _server.Create = exchange =>
        {
            _server.Job = JobServer.JobOf("1.2.3", hasFailed: true);
            _server.Pod = JobServer
                .PodOf("\"terminated\":{\"exitCode\":143,\"reason\":\"Error\"}", "Failed")
                .Replace(
                    "\"phase\"",
                    """
                    "conditions":[{"type":"DisruptionTarget","status":"True","reason":"EvictionByEvictionAPI"}],"phase"
                    """,
                    StringComparison.Ordinal
                );
            return exchange.JsonAsync(_server.Job, 201);
        };

        var failure = (await Should.ThrowAsync<StageFailedException>(MigrateStage.RunAsync(_lane.Lane, Ct))).Failure;

        failure.Message.ShouldEndWith("container migrate ended with exit code 143 (EvictionByEvictionAPI)");
        failure.NextStep.ShouldBe(
            "the cluster has ended the pod, so run the same command again: Django applies only what is missing"
        );
    }

    // A pod that is drained is gone by the time at which its Job has failed.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pod_that_the_cluster_has_ended_is_remembered_when_it_is_gone(bool isFollowed)
    {
        var watch = new EndWatch(_lane.Lane, Job);
        watch.See([Pod("migration-1", isEnded: true)]);
        watch.See(isFollowed ? [Pod("migration-2", isEnded: false)] : []);

        var ended = watch.Ended.ShouldNotBeNull();
        MigrationFailure
            .Words(Job, new JobState(JobPhase.Failed, "BackoffLimitExceeded", "too many attempts"), null, ended)
            .ShouldBe(
                "Job migration failed: too many attempts; pod migration-1 was ended by the cluster (EvictionByEvictionAPI)"
            );
        FailedJobStep
            .Of(_lane.Lane, Job, "BackoffLimitExceeded", null, isOther: false, ended)
            .ShouldStartWith("the cluster has ended the pod, so run the same command again");
        // What failed later failed by itself.
        FailedJobStep
            .Of(
                _lane.Lane,
                Job,
                "BackoffLimitExceeded",
                new FailedContainer("migration-2", "migration", IsInit: false, 1),
                isOther: false,
                ended
            )
            .ShouldEndWith("describe job migration");
    }

    private static V1Pod Pod(string name, bool isEnded) =>
        new()
        {
            Metadata = new()
            {
                Name = name,
                Uid = name,
                DeletionTimestamp = isEnded ? DateTime.UnixEpoch : null,
            },
            Spec = new() { Containers = [new() { Name = "migration", Image = "app:1" }] },
            Status = new()
            {
                Conditions = isEnded
                    ?
                    [
                        new V1PodCondition
                        {
                            Type = "DisruptionTarget",
                            Status = "True",
                            Reason = "EvictionByEvictionAPI",
                        },
                    ]
                    : [],
            },
        };
}
