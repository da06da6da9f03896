using k8s.Models;
using Releases.Rollout.Diagnosis;

namespace Releases.Tests.Rollout.Diagnosis;

/// <summary>Why a container of a Job failed, beside its exit code.</summary>
public sealed class FailedContainerTests
{
    [Theory]
    [InlineData(1, "Error", null, null, "")]
    [InlineData(1, null, null, null, "")]
    [InlineData(137, "OOMKilled", null, null, " (OOMKilled)")]
    [InlineData(137, "OOMKilled", "EvictionByEvictionAPI", null, " (OOMKilled)")]
    [InlineData(137, "ContainerStatusUnknown", null, null, " (ContainerStatusUnknown)")]
    [InlineData(143, "Error", "EvictionByEvictionAPI", null, " (EvictionByEvictionAPI)")]
    [InlineData(143, "Error", "DeletionByTaintManager", null, " (DeletionByTaintManager)")]
    [InlineData(137, "ContainerStatusUnknown", "TerminationByKubelet", "Evicted", " (TerminationByKubelet)")]
    [InlineData(137, "Error", null, "Evicted", " (Evicted)")]
    [InlineData(137, "Error", null, "UnexpectedAdmissionError", "")]
    public void It_says_why(int exitCode, string? reason, string? disruption, string? podReason, string why)
    {
        var pod = Pod(exitCode, reason);
        pod.Status.Reason = podReason;
        if (disruption is not null)
            pod.Status.Conditions =
            [
                new V1PodCondition
                {
                    Type = "DisruptionTarget",
                    Status = "True",
                    Reason = disruption,
                },
            ];

        var words = $"container migration ended with exit code {exitCode}{why}";
        $"{FailedContainer.Of([pod])}".ShouldBe(words);
        $"{OwnEnd.Of(pod, null, "app")}".ShouldBe(words);
    }

    [Fact]
    public void A_disruption_that_did_not_come_about_is_none()
    {
        var pod = Pod(1, "Error");
        pod.Status.Conditions =
        [
            new V1PodCondition
            {
                Type = "DisruptionTarget",
                Status = "False",
                Reason = "PreemptionByScheduler",
            },
        ];

        FailedContainer.Of([pod])!.Why.ShouldBeNull();
    }

    [Theory]
    [InlineData("2Gi")]
    [InlineData(null)]
    public void It_knows_the_memory_that_the_container_may_have(string? limit)
    {
        var pod = Pod(137, "OOMKilled");
        if (limit is not null)
            pod.Spec.Containers[0].Resources = new V1ResourceRequirements
            {
                Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new(limit) },
            };

        var failed = FailedContainer.Of([pod]).ShouldNotBeNull();

        (failed.IsOutOfMemory, failed.MemoryLimit).ShouldBe((true, limit));
    }

    private static V1Pod Pod(int exitCode, string? reason) =>
        new()
        {
            Metadata = new() { Name = "migration-1", Uid = "p1" },
            Spec = new() { Containers = [new() { Name = "migration", Image = "app:1" }], RestartPolicy = "Never" },
            Status = new()
            {
                ContainerStatuses =
                [
                    new()
                    {
                        Name = "migration",
                        State = new()
                        {
                            Terminated = new() { ExitCode = exitCode, Reason = reason },
                        },
                    },
                ],
            },
        };
}
