namespace Releases.Records;

/// <summary>One stage of one region.</summary>
/// <param name="Name">Which stage.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="StartedAt">When the lane entered it.</param>
/// <param name="Seconds">How long it took; <see langword="null"/> while it runs and after a crash.</param>
/// <param name="Detail">What was done, in a few words.</param>
public sealed record StageRecord(
    Stage Name,
    Outcome Outcome,
    DateTimeOffset StartedAt,
    double? Seconds = null,
    string? Detail = null
);
