using k8s.Models;
using Releases.Fleets;

namespace Releases.Rollout.Stages;

/// <summary>The run was stopped while it followed a migration Job. The Job knows nothing of that and goes on.</summary>
internal sealed class LeftRunningException(Lane lane, V1Job job, Exception inner)
    : OperationCanceledException(Words(lane, job), inner)
{
    private static string Words(Lane lane, V1Job job)
    {
        var goesOn = $"Job {job.Name()} goes on in the cluster; the same command joins it";
        // The clusters of a drill end with it.
        return lane.Region.Provider == Provider.Drill
            ? goesOn
            : $"{goesOn}, and this ends it: {MigrationFailure.Cancelling(lane)}";
    }
}
