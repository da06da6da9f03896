namespace Releases.Rollout;

/// <summary>What kind of thing happened in a lane.</summary>
public enum RunEventKind
{
    /// <summary>The lane entered a stage.</summary>
    Started,

    /// <summary>It came a step further.</summary>
    Progress,

    /// <summary>Nothing new, but it lives.</summary>
    Waiting,

    /// <summary>A line of the migration's log.</summary>
    MigrationLog,

    /// <summary>Something that may heal went wrong.</summary>
    Trouble,

    /// <summary>The stage is done.</summary>
    Succeeded,

    /// <summary>There was nothing to do, or the lane never came here.</summary>
    Skipped,

    /// <summary>The lane ended here.</summary>
    Failed,

    /// <summary>A person or a signal stopped it.</summary>
    Interrupted,

    /// <summary>A guard said no, and the stage changed nothing.</summary>
    Refused,
}
