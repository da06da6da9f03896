using System.Text.Json.Serialization;
using Releases.Records;
using Releases.Versions;

namespace Releases.Jobs;

/// <summary>The state of a region's database before a migration or a way back, as the region remembers it.</summary>
/// <param name="Version">The version that was migrated to, or that the way back began at.</param>
/// <param name="State">The state before.</param>
public sealed record NotedPoint(string Version, RestorePoint State)
{
    /// <summary>How long the attempts at one purpose count as one: the first of them has the state before.</summary>
    public static readonly TimeSpan OneAttempt = TimeSpan.FromHours(1);

    private const int Most = 10;

    /// <summary>The older version that the way back leads to; <see langword="null"/> for a migration forward.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Back { get; init; }

    /// <summary>Adds a point to those that a region remembers: the last ten.</summary>
    public static IReadOnlyList<NotedPoint> Add(IReadOnlyList<NotedPoint> points, NotedPoint? point) =>
        point is null || points.Contains(point) ? points : [.. points.Append(point).TakeLast(Most)];

    /// <summary>The states before the first migration that an older version does not have, oldest first.</summary>
    /// <param name="points">What a region remembers.</param>
    /// <param name="from">The version that the region is taken back from.</param>
    /// <param name="to">The older version.</param>
    public static IReadOnlyList<NotedPoint> Between(IReadOnlyList<NotedPoint> points, string from, ImageTag to)
    {
        if (from == to.Text)
            return [];
        var (newest, oldest) = (ReleaseVersion.TryParse(from), to.Version);
        var forward = points.Where(point => point.Back is null);
        if (newest is null || oldest is null)
            return [.. forward.Where(point => point.Version == from)];
        var between = forward
            .Select(point => (Point: point, Version: ReleaseVersion.TryParse(point.Version)))
            .Where(each => each.Version is { } version && version > oldest && version <= newest)
            .ToArray();
        var first = between.Select(each => each.Version).Min();
        return [.. between.Where(each => each.Version == first).Select(each => each.Point)];
    }
}
