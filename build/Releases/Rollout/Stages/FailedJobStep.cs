using k8s.Models;
using Releases.Jobs;
using Releases.Rollout.Diagnosis;
using Releases.Workloads;

namespace Releases.Rollout.Stages;

/// <summary>What helps against a migration Job that has failed.</summary>
internal static class FailedJobStep
{
    /// <summary>Finds it.</summary>
    /// <param name="lane">The region.</param>
    /// <param name="job">The Job.</param>
    /// <param name="reason">Why it failed, in one word.</param>
    /// <param name="failed">The container that failed, where one was seen.</param>
    /// <param name="isOther">Whether that is another container than the one that migrates.</param>
    /// <param name="ended">The last of its pods that the cluster has ended, where one was seen.</param>
    public static string Of(
        Lane lane,
        V1Job job,
        string reason,
        FailedContainer? failed,
        bool isOther,
        EndedPod? ended
    ) =>
        reason == JobState.DeadlineExceeded ? OverlongMigration.NextStep(lane, job)
        : failed is { IsOutOfMemory: true } ? MoreMemory(lane, job, failed)
        : ended is not null && (failed is null || failed.Pod == ended.Pod)
            ? $"the cluster has ended the pod, so run the same command again: {Again(job)}"
        : failed is not null && isOther ? $"{lane.Kubectl} logs {failed.Pod} --container={failed.Name}"
        : $"{lane.Kubectl} describe job {job.Name()}";

    private static string MoreMemory(Lane lane, V1Job job, FailedContainer failed)
    {
        var limit = failed.MemoryLimit is { } memory ? $", which is {memory}" : "";
        return $"give container {failed.Name} more memory (resources.limits.memory{limit}) in {OverlongMigration.FileOf(lane)}, then run the same command again: {Again(job)}";
    }

    private static string Again(V1Job job) => WaysOn.OnlyWhatIsLeft(job.GetLabel(ReleaseLabels.Back) is not null);
}
