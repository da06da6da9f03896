using System.Text.Json.Serialization;

namespace Releases.Records;

/// <summary>What a release brings to the regions that run the same version, and what it takes from them.</summary>
/// <param name="From">The version that they run; <see langword="null"/> when it is not known.</param>
/// <param name="Regions">The names of the regions.</param>
public sealed record ReleaseContent(string? From, IReadOnlyList<string> Regions)
{
    /// <summary>The most entries that are kept of each kind; a record is written anew at every change.</summary>
    public const int Most = 50;

    /// <summary>What the release has and <see cref="From"/> does not, the newest first.</summary>
    [JsonRequired]
    public IReadOnlyList<ContentEntry> Added { get; init; } = [];

    /// <summary>How many of these there are, listed or not.</summary>
    public int AddedCount { get; init; }

    /// <summary>What <see cref="From"/> has and the release does not, the newest first.</summary>
    [JsonRequired]
    public IReadOnlyList<ContentEntry> Removed { get; init; } = [];

    /// <summary>How many of these there are, listed or not.</summary>
    public int RemovedCount { get; init; }

    /// <summary>Why it is not known; <see langword="null"/> where it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Trouble { get; init; }
}
