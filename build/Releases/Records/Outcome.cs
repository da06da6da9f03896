namespace Releases.Records;

/// <summary>How a run, a region or a stage ended.</summary>
public enum Outcome
{
    /// <summary>It has not ended. In a file it means that the process died before it could write the end.</summary>
    Running,

    /// <summary>It succeeded.</summary>
    Succeeded,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was not reached, or there was nothing to do.</summary>
    Skipped,

    /// <summary>A person or a signal stopped it.</summary>
    Interrupted,

    /// <summary>A guard refused it before anything was changed.</summary>
    Refused,
}
