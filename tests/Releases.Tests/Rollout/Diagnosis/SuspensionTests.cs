using k8s.Models;
using Releases.Rollout.Diagnosis;

namespace Releases.Tests.Rollout.Diagnosis;

/// <summary>Jobs that the cluster's own controller does not run.</summary>
public sealed class SuspensionTests
{
    [Fact]
    public void A_Job_that_another_controller_has_to_run_is_told_until_it_runs()
    {
        var job = new V1Job { Spec = new() { ManagedBy = "kueue.x-k8s.io/multikueue" } };

        var symptom = Suspension.Of(job).ShouldNotBeNull();
        symptom.Reason.ShouldBe("ManagedElsewhere");
        symptom.Message.ShouldContain("spec.managedBy is kueue.x-k8s.io/multikueue");

        job.Status = new() { StartTime = DateTime.UnixEpoch };
        Suspension.Of(job).ShouldBeNull();
    }

    [Fact]
    public void A_Job_that_names_the_clusters_own_controller_waits_for_nobody() =>
        Suspension.Of(new V1Job { Spec = new() { ManagedBy = "kubernetes.io/job-controller" } }).ShouldBeNull();
}
