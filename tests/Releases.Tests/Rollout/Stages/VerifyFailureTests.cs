using k8s.Models;
using Loopback;
using Releases.Fleets;
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
