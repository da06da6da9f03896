namespace Releases.Surveys;

/// <summary>How a workload or a region is.</summary>
public enum Health
{
    /// <summary>Every wanted pod serves.</summary>
    Healthy,

    /// <summary>A rollout is under way, and nothing speaks against it so far.</summary>
    Progressing,

    /// <summary>Something is wrong.</summary>
    Unhealthy,

    /// <summary>It could not be read.</summary>
    Unknown,
}
