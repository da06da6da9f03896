using Pipeline.Reports.Markup;
using Releases.Jobs;
using Releases.Surveys;

namespace Pipeline.Reports.Fleets;

/// <summary>How regions and workloads are, in words and as badges.</summary>
public static class HealthText
{
    /// <summary>Whether a person should look at a region.</summary>
    public static bool NeedsLook(RegionStatus region) =>
        region.Health is Health.Unhealthy or Health.Unknown
        || region.Drifts
        || region.Problems.Count > 0
        || region.Migration?.Phase == JobPhase.Failed
        || SchemaText.Of(region) is not null;

    /// <summary>How the fleet is.</summary>
    public static Element Badge(FleetStatus status) =>
        status.Regions.Any(region => region.Health == Health.Unhealthy) ? Signs.Badge("bad", "✕", "not healthy")
        : status.Regions.Any(region => region.Health == Health.Unknown)
            ? Signs.Badge(
                "warn",
                "?",
                status.Regions.All(region => region.Health == Health.Unknown) ? "unknown" : "unknown in part"
            )
        : status.Regions.Any(NeedsLook) ? Signs.Badge("warn", "!", "worth a look")
        : Signs.Badge("good", "✓", "healthy");

    /// <summary>How a region is.</summary>
    public static Element Badge(RegionStatus region) =>
        region is { Health: Health.Healthy, Drifts: true }
            ? Signs.Badge("warn", "!", "drifting")
            : Badge(region.Health);

    /// <summary>How a workload is.</summary>
    public static Element Badge(Health health) =>
        health switch
        {
            Health.Healthy => Signs.Badge("good", "✓", "healthy"),
            Health.Progressing => Signs.Badge("quiet", "…", "rolling out"),
            Health.Unhealthy => Signs.Badge("bad", "✕", "unhealthy"),
            Health.Unknown => Signs.Badge("warn", "?", "unknown"),
        };
}
