using Pipeline.Reports.Markup;
using Pipeline.Terminal;
using Releases.Records;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Sections;

/// <summary>What went wrong in each region, with what a person needs to go on.</summary>
internal static class FailureSection
{
    // More would bury the reasons below the logs; all of them are printed.
    private const int MostOpen = 3;

    public static Section? Of(ReleaseRecord record)
    {
        var isOpen = record.Regions.Count(region => region.Failure is not null) <= MostOpen;
        var failures = record
            .Regions.Select((region, number) => (Region: region, Number: number))
            .Where(entry => entry.Region.Failure is not null)
            .Select(entry => FailureOf(record, entry.Region, entry.Region.Failure!, entry.Number, isOpen))
            .ToArray();
        return failures.Length == 0 ? null : new Section("failures", "Failures", [.. failures]);
    }

    private static Element FailureOf(
        ReleaseRecord record,
        RegionRecord region,
        FailureRecord failure,
        int number,
        bool isOpen
    )
    {
        var id = $"failure-{number}";
        var stage = failure.Stage is { } named ? $" in {named.Facts().Words}" : "";
        return Tag(
                "article",
                Tag("h3", $"{region.Name}{stage}: ", Tag("span", failure.Reason).Class("reason")).Id(id),
                Tag("p", failure.Message).Class("message"),
                failure.Pod is { } pod ? Tag("p", "Pod ", Signs.Code(pod)) : null,
                SchemaPart.Of(region.Schema),
                Evidence(failure, isOpen),
                failure.NextStep is { } next
                    ? Tag("p", Tag("b", "Next"), " ", Signs.Code(RepeatedCommand.There(record, next)))
                    : null,
                Tag(
                    "dl",
                    [
                        .. FailureWays
                            .Of(record, region)
                            .SelectMany(way => new Node[] { Tag("dt", way.Name), Meaning(way) }),
                    ]
                )
            )
            .Class("failure")
            .Set("aria-labelledby", id);
    }

    private static Element Meaning(FailureWay way) =>
        way.Command is { } command ? Tag("dd", $"{way.Text}: ", Signs.Code(command)) : Tag("dd", way.Text);

    private static Element? Evidence(FailureRecord failure, bool isOpen)
    {
        if (failure.Log.Count + failure.Events.Count == 0)
            return null;
        Node?[] lines = [Shown("Last lines of its log", failure.Log), Shown("Events of the cluster", failure.Events)];
        return isOpen
            ? Tag("div", lines)
            : Tag("details", [Tag("summary", "Its log and the cluster's events"), .. lines]).Class("evidence");
    }

    private static Element? Shown(string title, IReadOnlyList<string> lines) =>
        lines.Count == 0 ? null : Tag("div", Tag("h4", title), Signs.Lines(lines));
}
