using Releases.Records;

namespace Releases.Rollout;

/// <summary>Something that happened in a lane, for people to follow.</summary>
/// <param name="At">When.</param>
/// <param name="Region">Where.</param>
/// <param name="Stage">In which stage; <see langword="null"/> outside of one.</param>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Text">One line.</param>
public sealed record RunEvent(DateTimeOffset At, string Region, Stage? Stage, RunEventKind Kind, string Text)
{
    /// <summary>How many pods of the release the region has by now, when the event is about them.</summary>
    public PodCount? Pods { get; init; }

    /// <summary>
    /// When what the line names has begun, where it goes on and its time is to be counted; such as a migration.
    /// </summary>
    public DateTimeOffset? Since { get; init; }
}

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

/// <summary>How many pods a region has of the release, over all of its workloads.</summary>
/// <param name="Ready">Pods of the new template that are available.</param>
/// <param name="Wanted">Pods that are wanted.</param>
public sealed record PodCount(int Ready, int Wanted)
{
    /// <summary>Ready of wanted.</summary>
    public override string ToString() => FormattableString.Invariant($"{Ready}/{Wanted}");
}
