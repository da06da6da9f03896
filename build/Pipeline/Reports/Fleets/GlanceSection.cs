using Pipeline.Reports.Markup;
using Releases.Jobs;
using Releases.Surveys;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Fleets;

/// <summary>One line a region.</summary>
internal static class GlanceSection
{
    public static Section Of(FleetStatus status) =>
        new(
            "regions",
            "Regions",
            Table
                .Of(
                    "What every region runs, in the order of the waves",
                    ["Region", "State", "Version", "Pods", "Live page", "Last release", "Lock and migration", "Tier"],
                    status.Regions.Select(RowOf)
                )
                .Class("overview")
        );

    private static Row RowOf(RegionStatus region) =>
        new(
            region.Name,
            HealthText.Badge(region),
            region.Drifts ? "several" : region.Version ?? "not known",
            region.Health == Health.Unknown ? "–" : Signs.Whole($"{region.Ready}/{region.Wanted}"),
            PageOf(region),
            region.LastRelease is { } last ? Tag("span", Times.Minute(last.At), $" by {last.Actor}") : "–",
            Tag("span", Busy(region)),
            region.Tier
        );

    private static Node PageOf(RegionStatus region) =>
        region.Page is not { } page ? "–"
        : page.Agrees == false ? Tag("b", page.Version ?? "not the version")
        : page.Version ?? "not known";

    private static IEnumerable<Node> Busy(RegionStatus region)
    {
        if (region.Lock is { } held)
            yield return $"locked by {held.Holder}{(held.IsExpired ? " (expired)" : "")} ";
        if (region.Migration is { Phase: JobPhase.Running } migration)
            yield return $"migrating to {migration.Version ?? "an unknown version"}";
        if (region is { Lock: null, Migration: not { Phase: JobPhase.Running } })
            yield return "–";
    }
}
