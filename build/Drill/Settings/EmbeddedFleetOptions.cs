namespace Drill.Settings;

/// <summary>What an embedded fleet is made of.</summary>
public sealed record EmbeddedFleetOptions
{
    /// <summary>The regions, each a cluster; names must differ.</summary>
    public required IReadOnlyList<EmbeddedRegion> Regions { get; init; }

    /// <summary>The clock of all clusters.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How fast the clusters work.</summary>
    public Pace Pace { get; init; } = Pace.Instant;

    /// <summary>The Lease that the fault <c>lock-held</c> holds, in the region's namespace.</summary>
    public string LockName { get; init; } = "release";
}
