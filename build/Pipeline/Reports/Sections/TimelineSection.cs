using Foundation.Timing;
using Pipeline.Reports.Markup;
using Pipeline.Reports.Timelines;
using Releases.Records;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Sections;

/// <summary>Lanes and stages drawn to scale, wave by wave, and the same as a table.</summary>
internal static class TimelineSection
{
    public static Section? Of(ReleaseRecord record) =>
        TimelineScale.Of(record) is not { } scale
            ? null
            : new Section(
                "timeline",
                "Timeline",
                Tag("p", Preparation(record, scale), " Every bar is drawn to this scale."),
                Legend(record),
                Tag("div", [Tag("div", LaneDrawing.Axis(scale)).Class("lanes"), .. Waves(record, scale)])
                    .Class("chart"),
                AsTable(record)
            );

    private static string Preparation(ReleaseRecord record, TimelineScale scale)
    {
        var before = DurationText.Of(Times.Between(record.StartedAt, scale.Start));
        return $"Checks, tag and images took {before}; then the first region began, and the last one left its last stage after {DurationText.Of(scale.Length)}.";
    }

    private static Element Legend(ReleaseRecord record)
    {
        var stages = record.Regions.SelectMany(region => region.Stages).ToArray();
        return Tag(
                "ul",
                Enum.GetValues<Stage>()
                    .Where(stage => stages.Any(entry => entry.Name == stage))
                    .Select(stage => Entry(stage.Facts().Colour, stage.Facts().Words))
                    .Append(stages.Any(stage => stage.Outcome == Outcome.Failed) ? Entry("failed", "failed") : null)
            )
            .Class("legend");
    }

    private static Element Entry(string colour, string text) =>
        Tag("li", Tag("span").Class($"swatch {colour}").Set("aria-hidden", "true"), text);

    private static IEnumerable<Element> Waves(ReleaseRecord record, TimelineScale scale) =>
        record.Regions.GroupBy(region => region.Wave).SelectMany(wave => Wave(wave.Key, [.. wave], scale));

    private static IEnumerable<Element> Wave(int number, RegionRecord[] regions, TimelineScale scale)
    {
        yield return Tag("h3", $"Wave {number}");
        var begun = regions.Where(region => region.Stages.Count > 0).ToArray();
        if (begun.Length > 0)
            yield return Tag("ul", begun.Select(region => Lane(region, scale))).Class("lanes");
        var others = regions.Except(begun).Select(region => region.Name).ToArray();
        if (others.Length > 0)
            yield return Tag("p", $"Not begun: {string.Join(", ", others)}").Class("quiet");
    }

    private static Element Lane(RegionRecord region, TimelineScale scale) =>
        Tag(
            "li",
            Tag("span", region.Name).Class("name"),
            LaneDrawing.Lane(scale, region),
            Tag("span", Times.Took(region.Stages.Sum(stage => stage.Seconds))).Class("took")
        );

    private static Element AsTable(ReleaseRecord record) =>
        Tag(
            "details",
            Tag("summary", "The timeline as a table"),
            Table.Of(
                "Stages in the order of their regions",
                ["Region", "Wave", "Stage", "Began", "Took", "Outcome"],
                record.Regions.SelectMany(region => region.Stages.Select(stage => RowOf(region, stage)))
            )
        );

    private static Row RowOf(RegionRecord region, StageRecord stage) =>
        new(
            region.Name,
            $"{region.Wave}",
            Signs.Whole(stage.Name.Facts().Words),
            Times.Clock(stage.StartedAt),
            Signs.Whole(Times.Took(stage.Seconds)),
            OutcomeText.Of(stage)
        );
}
