namespace Clusters.Logs;

/// <summary>How far the run of a container is.</summary>
internal enum RunState
{
    /// <summary>It has not begun.</summary>
    ToCome,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has ended, and is what the pod shows.</summary>
    Ended,

    /// <summary>It has ended, and the next one waits for its back-off to pass.</summary>
    BetweenRuns,
}
