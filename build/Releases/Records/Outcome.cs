namespace Releases.Records;

/// <summary>How a run, a region or a stage ended.</summary>
public enum Outcome
{
    /// <summary>It has not ended; in a file it means that the process died before it could say more.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Something went wrong.</summary>
    Failed,

    /// <summary>Not reached, or there was nothing to do.</summary>
    Skipped,

    /// <summary>Stopped by a person or a signal.</summary>
    Interrupted,

    /// <summary>A guard said no before anything was touched.</summary>
    Refused,
}
