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
}
