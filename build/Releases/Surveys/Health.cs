namespace Releases.Surveys;

/// <summary>The health of a workload or a region.</summary>
public enum Health
{
    /// <summary>Every wanted pod serves.</summary>
    Healthy,

    /// <summary>A rollout is under way, and nothing is wrong so far.</summary>
    Progressing,

    /// <summary>Something is wrong.</summary>
    Unhealthy,

    /// <summary>It could not be read.</summary>
    Unknown,
}
