namespace Releases.Fleets;

/// <summary>The regions that a person asked for.</summary>
public sealed record RegionRequest
{
    /// <summary>Names of regions or groups. Empty means the default group.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether every region that the fleet does not know is a GKE cluster.</summary>
    public bool Gke { get; init; }

    /// <summary>The regions that are GKE clusters, when not all of them are.</summary>
    public IReadOnlyList<string> GkeRegions { get; init; } = [];

    /// <summary>The Google project of regions that the fleet does not know.</summary>
    public string? GkeProject { get; init; }

    /// <summary>The Google region or zone of regions that the fleet does not know.</summary>
    public string? GkeLocation { get; init; }

    /// <summary>The namespace that replaces the fleet's. <see langword="null"/> keeps the fleet's.</summary>
    public string? Namespace { get; init; }

    /// <summary>The waves that replace the fleet's. Empty keeps the fleet's.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Waves { get; init; } = [];
}
