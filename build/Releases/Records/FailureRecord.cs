using System.Text.Json.Serialization;
using Foundation.Limits;
using Foundation.Text;

namespace Releases.Records;

/// <summary>What went wrong in a region, with what a person needs to go on.</summary>
/// <param name="Stage">Where the lane stopped; <see langword="null"/> when it could not even start.</param>
/// <param name="Reason">The reason in one word, as Kubernetes names it where it does.</param>
/// <param name="Message">One line.</param>
public sealed record FailureRecord(Stage? Stage, string Reason, string Message)
{
    /// <summary>One line; a very long one is cut, and says so.</summary>
    public string Message { get; init; } = Shortened.To(Message, InputLimits.KeptLine);

    /// <summary>The pod that shows it, when there is one.</summary>
    public string? Pod { get; init; }

    /// <summary>The last lines of the failing container; very long ones are cut, and say so.</summary>
    [JsonRequired]
    public IReadOnlyList<string> Log
    {
        get;
        init => field = Bounded(value);
    } = [];

    /// <summary>The cluster's events about it, without repetitions.</summary>
    [JsonRequired]
    public IReadOnlyList<string> Events
    {
        get;
        init => field = Bounded(value);
    } = [];

    /// <summary>The command to run next.</summary>
    public string? NextStep { get; init; }

    // A container can write lines of megabytes, and a record is kept whole in memory and written often.
    // Where a damaged one that is read back has null for a line, its reader says so.
    private static IReadOnlyList<string> Bounded(IReadOnlyList<string?> lines) =>
        [.. lines.Select(line => Shortened.To(line ?? "", InputLimits.KeptLine))];
}
