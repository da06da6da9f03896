using Pipeline.Reports.Markup;
using Pipeline.Terminal;
using Releases.Records;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Sections;

/// <summary>What went wrong in each region, with what a person needs to go on.</summary>
internal static class FailureSection
{
    public static Section? Of(ReleaseRecord record)
    {
        var failures = record
            .Regions.Select((region, number) => (Region: region, Number: number))
            .Where(entry => entry.Region.Failure is not null)
            .Select(entry => FailureOf(entry.Region, entry.Region.Failure!, entry.Number))
            .ToArray();
        return failures.Length == 0 ? null : new Section("failures", "Failures", [.. failures]);
    }

    private static Element FailureOf(RegionRecord region, FailureRecord failure, int number)
    {
        var id = $"failure-{number}";
        var stage = failure.Stage is { } named ? $" in {StageNames.Of(named)}" : "";
        return Tag(
                "article",
                Tag("h3", $"{region.Name}{stage}: ", Tag("span", failure.Reason).Class("reason")).Id(id),
                Tag("p", failure.Message).Class("message"),
                failure.Pod is { } pod ? Tag("p", "Pod ", Signs.Code(pod)) : null,
                Shown("Last lines of its log", failure.Log),
                Shown("Events of the cluster", failure.Events),
                failure.NextStep is { } next ? Tag("p", Tag("b", "Next"), " ", Signs.Code(next)) : null
            )
            .Class("failure")
            .Set("aria-labelledby", id);
    }

    private static Element? Shown(string title, IReadOnlyList<string> lines) =>
        lines.Count == 0 ? null : Tag("div", Tag("h4", title), Signs.Lines(lines));
}
