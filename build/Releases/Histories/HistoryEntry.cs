using System.Text.Json.Serialization;
using Foundation.Secrets;
using Foundation.Text;
using Releases.Records;

namespace Releases.Histories;

/// <summary>What a run has done to a region: who, when, from where, and what came of it.</summary>
public sealed record HistoryEntry
{
    // The longest tag of an image has 128 letters (OCI distribution specification); names are shorter than that.
    private const int LongestName = 128;
    private const int LongestText = 200;
    private const int LongestAddress = 500;
    private const int MostGuards = 10;

    /// <summary>The region; <see langword="null"/> in the note that the region itself keeps.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Region { get; init; }

    /// <summary>When the run began in the region, by the cluster's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When it ended there; <see langword="null"/> while it runs, and when it was killed.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The target: <c>Deploy</c>, <c>Rollback</c> …</summary>
    public required string Target { get; init; }

    /// <summary>The version that was live before; <see langword="null"/> when it could not be read.</summary>
    public string? From { get; init; }

    /// <summary>The version or image tag; empty where the run had none.</summary>
    public required string Version { get; init; }

    /// <summary>How it ended; <see cref="Outcome.Running"/> before that, and when it was killed.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>What the region served at the end, in the text of <see cref="Serving"/>.</summary>
    public string? Serves { get; init; }

    /// <summary>Whether it has given the region its former images back by itself.</summary>
    [JsonPropertyName("restored")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsRestored { get; init; }

    /// <summary>Why it failed, in one line.</summary>
    public string? Reason { get; init; }

    /// <summary>Who ran it.</summary>
    public required string Actor { get; init; }

    /// <summary>The machine that it ran on.</summary>
    public required string Host { get; init; }

    /// <summary>The address of the CI job; <see langword="null"/> when it ran in none.</summary>
    public string? Job { get; init; }

    /// <summary>The run, as it held the deploy lock.</summary>
    public required string Run { get; init; }

    /// <summary>When the run as a whole began, by the clock of its machine.</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>The commit of the version, when the run knew it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Commit { get; init; }

    /// <summary>The guards that the run was told to go past; <see langword="null"/> when there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Overruled { get; init; }

    /// <summary>
    /// The version whose migrations the run has begun to un-apply, or was to, where no end is noted;
    /// <see langword="null"/> for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Unapplied { get; init; }

    /// <summary>Whether the run holds the region's lock at this moment, so that its end is still to come.</summary>
    [JsonPropertyName("underWay")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsUnderWay { get; init; }

    /// <summary>
    /// What puts entries in order. Clusters tell whole seconds; the machine of a run tells which of two in the same
    /// second came first.
    /// </summary>
    [JsonIgnore]
    public (DateTimeOffset At, DateTimeOffset Began) Moment => (At, Began);

    /// <summary>Whether two entries are of the same run in the same region.</summary>
    public bool IsSameRun(HistoryEntry other) => Run == other.Run && At == other.At;

    /// <summary>
    /// The entry as a region keeps it: no text holds a secret, and none is longer than there is room for.
    /// </summary>
    public HistoryEntry Kept() =>
        this with
        {
            Target = Bounded(Target, LongestName),
            Version = Bounded(Version, LongestName),
            From = From is null ? null : Bounded(From, LongestName),
            Serves = RedactedRecord.Serves(Serves) is { } serves ? Bounded(serves, LongestText) : null,
            Reason = Reason is null ? null : Kept(Reason, LongestText),
            Actor = Kept(Actor, LongestName),
            Host = Kept(Host, LongestName),
            Job = Job is null ? null : Kept(Job, LongestAddress),
            Run = Bounded(Run, LongestAddress),
            Commit = Commit is null ? null : Bounded(Commit, LongestName),
            Unapplied = Unapplied is null ? null : Bounded(Unapplied, LongestName),
            Overruled = Overruled is null
                ? null
                : [.. Overruled.Take(MostGuards).Select(each => Bounded(each, LongestName))],
        };

    /// <summary>Whether it is of the run that holds a lock under this name.</summary>
    public bool IsOf(string holder) => Run == Bounded(holder, LongestAddress);

    private static string Kept(string text, int longest) => Bounded(SecretKeeper.Redact(text), longest);

    // Others compare names, so a name is never masked.
    private static string Bounded(string name, int longest) => Shortened.To(VisibleText.Line(name), longest);
}
