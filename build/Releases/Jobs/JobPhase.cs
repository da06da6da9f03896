namespace Releases.Jobs;

/// <summary>Whether a Job runs, or how it ended.</summary>
public enum JobPhase
{
    /// <summary>The Job has not ended.</summary>
    Running,

    /// <summary>The Job completed.</summary>
    Complete,

    /// <summary>The Job failed for good.</summary>
    Failed,
}
