using Releases.Records;

namespace Releases.Rollout;

/// <summary>How a stage ended.</summary>
/// <param name="Outcome">
/// How; only the restore, which never throws, ends here in another way than <see cref="Outcome.Succeeded"/> or
/// <see cref="Outcome.Skipped"/>.
/// </param>
/// <param name="Detail">What was done, in a few words.</param>
public sealed record StageResult(Outcome Outcome, string Detail)
{
    /// <summary>What the region serves, where the stage has seen that.</summary>
    public Serving? Live { get; init; }

    /// <summary>The stage did its work.</summary>
    public static StageResult Done(string detail) => new(Outcome.Succeeded, detail);

    /// <summary>There was nothing to do.</summary>
    public static StageResult NothingToDo(string detail) => new(Outcome.Skipped, detail);
}
