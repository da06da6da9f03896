using Foundation.Text;
using Pipeline.Reports.Markup;
using Releases.Records;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Timelines;

/// <summary>A lane and the line of times above it, as graphics that are as wide as there is room.</summary>
public static class LaneDrawing
{
    private const string Grid = "grid";

    /// <summary>The line of times.</summary>
    public static Element Axis(TimelineScale scale)
    {
        var ticks = scale.Ticks().ToArray();
        return Svg([
                Tag("g", ticks.Select(tick => GridLine(tick.Left))).Id(Grid),
                .. ticks.Select((tick, number) => Label(tick.At, tick.Left, number)),
            ])
            .Class("axis")
            .Set("aria-hidden", "true");
    }

    /// <summary>A region's stages, drawn to scale.</summary>
    public static Element Lane(TimelineScale scale, RegionRecord region) =>
        Svg([Use(Grid), .. region.Stages.Select(stage => Bar(scale, stage))])
            .Class("lane")
            .Set("role", "img")
            .Set("aria-label", $"{region.Name}: {string.Join(", ", region.Stages.Select(Sentence))}");

    /// <summary>What came of a stage, in a few words.</summary>
    public static string Sentence(StageRecord stage)
    {
        var took = stage.Seconds is null ? "" : $" {Times.Took(stage.Seconds)}";
        return $"{stage.Name.Facts().Words}{took} {OutcomeText.Of(stage)}";
    }

    private static Element Svg(IEnumerable<Node?> content) => Tag("svg", content);

    private static Element Bar(TimelineScale scale, StageRecord stage)
    {
        var (left, width) = scale.Place(stage);
        return Tag("rect", Tag("title", Sentence(stage)))
            .Class($"{stage.Name.Facts().Colour} {stage.Outcome.Word()}")
            .Set("x", TimelineScale.Text(left))
            .Set("width", TimelineScale.Text(width));
    }

    private static Element GridLine(double left) =>
        Tag("line").Set("x1", TimelineScale.Text(left)).Set("x2", TimelineScale.Text(left)).Set("y2", "100%");

    // The first one stands right of its place, or half of it would be cut off.
    private static Element Label(TimeSpan at, double left, int number) =>
        Tag("text", TimelineScale.Text(at))
            .Class(
                number == 0 ? "first"
                : left > 94 ? "last"
                : "tick"
            )
            .Set("x", TimelineScale.Text(left))
            .Set("y", "12");
}
