using k8s.Models;
using Releases.Jobs;
using Releases.Workloads;

namespace Releases.Surveys;

/// <summary>The migration Job that a region has.</summary>
/// <param name="Job">The Job's name.</param>
/// <param name="Version">
/// The version that the Job migrates to, by its label; <see langword="null"/> without a label.
/// </param>
/// <param name="Phase">Whether the Job runs, or how it ended.</param>
/// <param name="Reason">Why the Job failed, or <see langword="null"/>.</param>
public sealed record MigrationStatus(string Job, string? Version, JobPhase Phase, string? Reason)
{
    /// <summary>Reads a Job.</summary>
    public static MigrationStatus Of(V1Job job)
    {
        var state = JobState.Of(job);
        return new MigrationStatus(
            job.Name(),
            job.GetLabel(ReleaseLabels.Version),
            state.Phase,
            state.Phase == JobPhase.Failed ? $"{state.Reason}: {state.Message}" : null
        );
    }
}
