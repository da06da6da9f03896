using k8s.Models;

namespace Releases.Jobs;

/// <summary>Whether a Job runs, or how and why it ended.</summary>
/// <param name="Phase">Running, or how it ended.</param>
/// <param name="Reason">Why it failed, in one word, such as <c>BackoffLimitExceeded</c>.</param>
/// <param name="Message">The same in one line.</param>
public sealed record JobState(JobPhase Phase, string Reason = "", string Message = "")
{
    /// <summary>The reason of a Job that ran longer than its <c>activeDeadlineSeconds</c>.</summary>
    public const string DeadlineExceeded = "DeadlineExceeded";

    /// <summary>
    /// Reads a Job's conditions. The Job's pods do not count: the Job itself decides when it has failed.
    /// </summary>
    public static JobState Of(V1Job job)
    {
        var conditions = job.Status?.Conditions ?? [];
        if (conditions.Any(condition => condition is { Type: "Complete", Status: "True" }))
            return new JobState(JobPhase.Complete);
        return conditions.FirstOrDefault(condition => condition is { Type: "Failed", Status: "True" }) is { } failed
            ? new JobState(JobPhase.Failed, failed.Reason ?? "Failed", failed.Message ?? "the Job failed")
            : new JobState(JobPhase.Running);
    }
}
