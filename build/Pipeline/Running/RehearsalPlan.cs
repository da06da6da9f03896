using Drill.Settings;

namespace Pipeline.Running;

/// <summary>What a drill rehearses.</summary>
/// <param name="Versions">From which version to which.</param>
/// <param name="Faults">What goes wrong.</param>
/// <param name="Serves">Whether the clusters stay up afterwards.</param>
/// <param name="Pace">How fast the clusters work.</param>
public sealed record RehearsalPlan(
    RehearsalVersions Versions,
    IReadOnlyList<RehearsedFault> Faults,
    bool Serves,
    Pace Pace
);
