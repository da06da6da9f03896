namespace Releases.Jobs;

/// <summary>Where a Job stands.</summary>
public enum JobPhase
{
    /// <summary>It has not ended.</summary>
    Running,

    /// <summary>It ended well.</summary>
    Complete,

    /// <summary>It has given up.</summary>
    Failed,
}
