using Pipeline.Reports.Markup;
using Releases.Fleets;
using Releases.Jobs;
using Releases.Surveys;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Fleets;

/// <summary>One line a region, for the regions of one tier.</summary>
internal static class GlanceSection
{
    public static Section? Of(FleetStatus status, Tier tier)
    {
        var name = tier.ToString();
        var regions = status
            .Regions.Where(region => string.Equals(region.Tier, name, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        return regions.Length == 0
            ? null
            : new Section(
                tier == Tier.Production ? "regions" : "staging",
                tier == Tier.Production ? "Regions" : "Staging",
                Table
                    .Of(
                        tier == Tier.Production
                            ? "What every region runs, in the order of the waves"
                            : "What every staging region runs",
                        ["Region", "State", "Version", "Pods", "Live page", "Last release", "Lock and migration"],
                        regions.Select(RowOf)
                    )
                    .Class("overview")
            );
    }

    private static Row RowOf(RegionStatus region) =>
        new(
            region.Name,
            HealthText.Badge(region),
            region.Drifts ? "several" : region.Version ?? "not known",
            region.Health == Health.Unknown ? "–" : Signs.Whole($"{region.Ready}/{region.Wanted}"),
            PageOf(region),
            region.LastRelease is { } last
                ? Kept(Tag("span", Times.Minute(last.At), $" by {last.Actor}"), last.Actor)
                : "–",
            Kept(Tag("span", Busy(region)), region.Lock?.Holder ?? "")
        );

    // Its words stay whole where those of others in it do not make the column too wide.
    private static Element Kept(Element element, string ofOthers) =>
        Wholeness.Of(ofOthers) is null ? element : element.Class("words");

    private static Node PageOf(RegionStatus region) =>
        region.Page is not { } page ? "–"
        : page.Agrees == false ? Tag("b", LinkTo(page, "not the version"))
        : LinkTo(page, "not known");

    private static Element LinkTo(PageStatus page, string otherwise) =>
        Kept(Tag("span", LinkToWeb(page.Url.ToString(), page.Version ?? otherwise)), page.Version ?? otherwise);

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
