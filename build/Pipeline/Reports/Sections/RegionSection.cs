using Pipeline.Reports.Markup;
using Releases.Records;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Sections;

/// <summary>All regions at a glance, then each with what was done in it.</summary>
internal static class RegionSection
{
    // More would bury what a reader looks for; all of them are printed.
    private const int MostOpen = 8;

    public static Section? Of(ReleaseRecord record)
    {
        if (record.Regions.Count == 0)
            return null;
        var touched = record.Regions.Where(region => region.Stages.Count + region.Workloads.Count > 0).ToArray();
        return new Section(
            "regions",
            "Regions",
            [
                Overview(record),
                touched.Length > 0 ? Tag("h3", "What was done in each") : null,
                .. touched.Select(region => Details(region, touched.Length <= MostOpen)),
            ]
        );
    }

    private static Element Overview(ReleaseRecord record)
    {
        var stages = Enum.GetValues<Stage>()
            .Where(stage => record.Regions.Any(region => region.Stages.Any(entry => entry.Name == stage)))
            .ToArray();
        return Table
            .Of(
                "What each region ran before, and what it runs since",
                [
                    "Region",
                    "Outcome",
                    "From",
                    "Live",
                    "Wave",
                    "Provider",
                    .. stages.Select(stage => stage.Facts().Words),
                ],
                record.Regions.Select(region => RowOf(record, region, stages))
            )
            .Class("overview");
    }

    private static Row RowOf(ReleaseRecord record, RegionRecord region, Stage[] stages) =>
        new(
            region.Name,
            [
                OutcomeText.Badge(region),
                region.From ?? "not known",
                ServedVersion.Of(record, region),
                $"{region.Wave}",
                region.Provider,
                .. stages.Select(stage => Cell(region, stage)),
            ]
        );

    private static Node Cell(RegionRecord region, Stage stage) =>
        region.Stages.LastOrDefault(entry => entry.Name == stage) switch
        {
            null => "–",
            { Outcome: Outcome.Skipped } entry => Signs.Whole(OutcomeText.Of(entry)),
            { Outcome: Outcome.Succeeded } entry => Signs.Whole(Times.Took(entry.Seconds)),
            var entry => Tag("b", $"{OutcomeText.Of(entry)} {Times.Took(entry.Seconds)}").Class("words"),
        };

    private static Element Details(RegionRecord region, bool isOpen)
    {
        var details = Tag(
                "details",
                Tag("summary", Tag("span", region.Name).Class("name"), " ", OutcomeText.Badge(region)),
                Place(region) is { } place ? Tag("p", place).Class("place") : null,
                Table
                    .Of(
                        $"Stages of {region.Name}",
                        ["Stage", "Outcome", "Began", "Took", "Detail"],
                        region.Stages.Select(StageRow)
                    )
                    .Class("stages"),
                region.Workloads.Count > 0 ? Workloads(region) : null
            )
            .Class("region");
        return isOpen || region.Outcome != Outcome.Succeeded ? details.Set("open", "") : details;
    }

    // Older records do not say it.
    private static string? Place(RegionRecord region) =>
        region.Cluster is null
            ? null
            : $"cluster {region.Cluster}, namespace {region.Namespace}{(region.Server is { } server ? $", at {server}" : "")}";

    private static Row StageRow(StageRecord stage) =>
        new(
            Signs.Whole(stage.Name.Facts().Words),
            OutcomeText.Badge(stage),
            Times.Clock(stage.StartedAt),
            Signs.Whole(Times.Took(stage.Seconds)),
            stage.Detail ?? "–"
        );

    private static Element Workloads(RegionRecord region) =>
        Table
            .Of(
                $"Workloads changed in {region.Name}",
                ["Workload", "From", "To"],
                region.Workloads.Select(workload => new Row(
                    $"{workload.Kind} {workload.Name}",
                    Signs.Code(workload.From),
                    Signs.Code(workload.To)
                ))
            )
            .Class("workloads");
}
