using Releases.Records;

namespace Releases.Rollout;

/// <summary>An event of a lane, for people to follow.</summary>
/// <param name="At">When.</param>
/// <param name="Region">The region.</param>
/// <param name="Stage">The stage; <see langword="null"/> outside of a stage.</param>
/// <param name="Kind">The kind of event.</param>
/// <param name="Text">One line.</param>
public sealed record RunEvent(DateTimeOffset At, string Region, Stage? Stage, RunEventKind Kind, string Text)
{
    /// <summary>
    /// How many of the release's pods the region has by now. <see langword="null"/> when the event is not about pods.
    /// </summary>
    public PodCount? Pods { get; init; }

    /// <summary>
    /// The beginning of what the line names, such as a migration, when its running time is to be counted.
    /// <see langword="null"/> otherwise.
    /// </summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>The kinds of events of a lane.</summary>
public enum RunEventKind
{
    /// <summary>The lane entered a stage.</summary>
    Started,

    /// <summary>The stage progressed.</summary>
    Progress,

    /// <summary>The stage still waits, and nothing is new.</summary>
    Waiting,

    /// <summary>A line of the migration's log.</summary>
    MigrationLog,

    /// <summary>Something went wrong that may heal.</summary>
    Trouble,

    /// <summary>The stage is done.</summary>
    Succeeded,

    /// <summary>There was nothing to do, or the lane never reached the stage.</summary>
    Skipped,

    /// <summary>The lane failed in this stage.</summary>
    Failed,

    /// <summary>A person or a signal stopped the stage.</summary>
    Interrupted,

    /// <summary>A guard refused the stage before it changed anything.</summary>
    Refused,
}

/// <summary>How many pods of the release a region has, over all of its workloads.</summary>
/// <param name="Ready">Pods of the new template that are available.</param>
/// <param name="Wanted">The pods that the workloads want.</param>
public sealed record PodCount(int Ready, int Wanted)
{
    /// <summary>The text <c>ready/wanted</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Ready}/{Wanted}");
}
