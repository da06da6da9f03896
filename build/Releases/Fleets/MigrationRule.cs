namespace Releases.Fleets;

/// <summary>How a region is migrated.</summary>
/// <param name="Manifest">The Job's manifest, below the fleet file's folder or the region's <c>manifests</c> folder in
/// it.</param>
/// <param name="Job">The name of the Job.</param>
public sealed record MigrationRule(string Manifest, string Job);
