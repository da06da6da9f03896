using k8s.Models;

namespace Releases.Rollout.Stages;

/// <summary>The run was stopped while it followed a migration Job. The Job goes on.</summary>
internal sealed class LeftRunningException(Lane lane, V1Job job, Exception inner)
    : OperationCanceledException(Words(lane, job), inner)
{
    private static string Words(Lane lane, V1Job job) =>
        $"Job {job.Name()} goes on in the cluster; the same command joins it{MigrationFailure.Cancelling(lane, "this shows and ends it")}";
}
