using System.Text.Json.Serialization;

namespace Releases.Surveys;

/// <summary>What the regions of a fleet run at one moment.</summary>
/// <param name="ReadAt">When the status was read.</param>
/// <param name="Regions">The regions in the order of their waves.</param>
public sealed record FleetStatus(DateTimeOffset ReadAt, IReadOnlyList<RegionStatus> Regions)
{
    /// <summary>The version of this format.</summary>
    [JsonPropertyOrder(-1)]
    public int Schema { get; init; } = 1;

    /// <summary>Whether every region could be read and no region is unhealthy.</summary>
    [JsonPropertyName("healthy")]
    public bool IsHealthy => Regions.All(region => region.Health is Health.Healthy or Health.Progressing);
}
