using System.Text.Json.Serialization;
using Foundation.Limits;
using Foundation.Text;

namespace Releases.Records;

/// <summary>What went wrong in a region, and what a person needs to go on.</summary>
/// <param name="Stage">
/// The stage in which the lane stopped. <see langword="null"/> when the lane could not start.
/// </param>
/// <param name="Reason">The reason in one word; Kubernetes' own word where it has one.</param>
/// <param name="Message">One line.</param>
public sealed record FailureRecord(Stage? Stage, string Reason, string Message)
{
    /// <summary>What went wrong, in one line. A very long line is cut, and the cut is marked.</summary>
    public string Message { get; init; } = Shortened.To(Message, InputLimits.KeptLine);

    /// <summary>The pod that shows it, when there is one.</summary>
    public string? Pod { get; init; }

    /// <summary>The last lines of the failing container. Very long lines are cut, and the cut is marked.</summary>
    [JsonRequired]
    public IReadOnlyList<string> Log
    {
        get;
        init => field = Bounded(value);
    } = [];

    /// <summary>The cluster's events about the failure, without repetitions.</summary>
    [JsonRequired]
    public IReadOnlyList<string> Events
    {
        get;
        init => field = Bounded(value);
    } = [];

    /// <summary>The command to run next.</summary>
    public string? NextStep { get; init; }

    // A container can write lines of megabytes. A record is kept whole in memory and written often. A damaged record
    // may have null for a line; its reader reports that.
    private static IReadOnlyList<string> Bounded(IReadOnlyList<string?> lines) =>
        [.. lines.Select(line => Shortened.To(line ?? "", InputLimits.KeptLine))];
}
