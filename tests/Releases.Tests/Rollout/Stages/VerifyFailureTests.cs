using k8s.Models;
using Loopback;
using Releases.Fleets;
using Releases.Rollout.Diagnosis;
using Releases.Rollout.Stages;
using Releases.Rollout.Status;
using Releases.Workloads;

namespace Releases.Tests.Rollout.Stages;

public sealed class VerifyFailureTests
{
    [Theory]
    [InlineData("Running", "Failed", "web-1")]
    [InlineData("Failed", "Running", "web-2")]
    [InlineData("Failed", "Pending", "web-2")]
    [InlineData("Failed", "Failed", "web-1")]
    public async Task A_pod_that_was_evicted_is_named_only_where_there_is_no_other(
        string first,
        string second,
        string named
    )
    {
        await using var server = new LoopbackServer(exchange => exchange.StreamAsync("waiting for the broker\n"));
        using var stage = new StageLane(server);
        var workload = new WorkloadState(
            new Workload(WorkloadKind.Deployment, "web", []),
            new RolloutStatus(false, "0 of 1 pods available", 0, 1),
            []
        )
        {
            Family = ["uid-web", "uid-web-1", "uid-web-2"],
        };

        var failure = await VerifyFailure.StoppedAsync(
            stage.Lane,
            workload,
            new RolloutStop("ProgressDeadlineExceeded", "timed out"),
            symptom: null,
            new RegionState { Pods = [Pod("web-1", first), Pod("web-2", second)] },
            TestContext.Current.CancellationToken
        );

        failure.Failure.Pod.ShouldBe(named);
        failure.Failure.Log.ShouldBe(["waiting for the broker"]);
    }

    [Theory]
    [InlineData(
        "admission webhook \"validation.gatekeeper.sh\" denied the request: runs as root",
        "whoever runs the policy"
    )]
    [InlineData("pods \"web-1\" is forbidden: exceeded quota: small", "describe deployment web")]
    public async Task What_a_policy_denies_is_not_looked_for_in_the_workload(string message, string next)
    {
        await using var server = new LoopbackServer(exchange => exchange.StreamAsync(""));
        using var stage = new StageLane(server);

        var failure = await VerifyFailure.DeadAsync(
            stage.Lane,
            new WorkloadState(
                new Workload(WorkloadKind.Deployment, "web", []),
                new RolloutStatus(false, "0 of 1 pods updated", 0, 1),
                []
            ),
            ReplicaDiagnosis.Of("FailedCreate", message),
            new RegionState(),
            TestContext.Current.CancellationToken
        );

        failure.Failure.NextStep.ShouldNotBeNull().ShouldEndWith(next);
    }

    private static V1Pod Pod(string name, string phase) =>
        new()
        {
            Metadata = new() { Name = name, Uid = $"uid-{name}" },
            Status = new()
            {
                Phase = phase,
                ContainerStatuses = [new V1ContainerStatus { Name = "web", Ready = false }],
            },
        };
}
