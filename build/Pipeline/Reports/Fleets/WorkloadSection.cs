using Pipeline.Reports.Markup;
using Releases.Surveys;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Fleets;

/// <summary>Each region's workloads with their images.</summary>
internal static class WorkloadSection
{
    public static Section? Of(FleetStatus status)
    {
        var regions = status.Regions.Where(region => region.Workloads.Count > 0).ToArray();
        return regions.Length == 0 ? null : new Section("workloads", "Workloads", [.. regions.Select(Details)]);
    }

    private static Element Details(RegionStatus region)
    {
        var details = Tag(
                "details",
                Tag(
                    "summary",
                    Tag("span", region.Name).Class("name"),
                    " ",
                    HealthText.Badge(region),
                    Tag("span", $" {region.Provider}, namespace {region.Namespace}").Class("quiet")
                ),
                Table.Of(
                    $"Workloads of {region.Name}",
                    ["Workload", "State", "Version", "Pods", "Images"],
                    region.Workloads.Select(RowOf)
                ),
                region.Page is { } page ? Tag("p", "Live page ", LinkToWeb(page.Url.ToString()), $" {page.Text}") : null
            )
            .Class("region");
        return HealthText.NeedsLook(region) ? details.Set("open", "") : details;
    }

    private static Row RowOf(WorkloadStatus workload) =>
        new(
            $"{workload.Kind} {workload.Name}",
            Tag("span", HealthText.Badge(workload.Health), $" {workload.Text}"),
            workload.Version ?? "not known",
            workload.Wanted == 0 ? "–" : Signs.Whole($"{workload.Ready}/{workload.Wanted}"),
            Tag("span", workload.Containers.Select(container => Tag("code", container.Image).Class("row")))
        );
}
