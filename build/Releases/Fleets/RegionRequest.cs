namespace Releases.Fleets;

/// <summary>Which regions a run is for, as the person asked.</summary>
public sealed record RegionRequest
{
    /// <summary>Regions or groups by name; the default group when empty.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether every region that the fleet does not know is a GKE cluster.</summary>
    public bool Gke { get; init; }

    /// <summary>The regions that are GKE clusters, when it is not all.</summary>
    public IReadOnlyList<string> GkeRegions { get; init; } = [];

    /// <summary>The Google project of regions that the fleet does not know.</summary>
    public string? GkeProject { get; init; }

    /// <summary>The Google region or zone of regions that the fleet does not know.</summary>
    public string? GkeLocation { get; init; }

    /// <summary>The namespace, instead of the fleet's.</summary>
    public string? Namespace { get; init; }

    /// <summary>The waves, instead of the fleet's; empty for the fleet's.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Waves { get; init; } = [];
}
