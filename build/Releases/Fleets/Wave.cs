namespace Releases.Fleets;

/// <summary>Regions that go at the same time; the next wave starts when this one is verified.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Regions">At least one.</param>
public sealed record Wave(int Number, IReadOnlyList<Region> Regions);
