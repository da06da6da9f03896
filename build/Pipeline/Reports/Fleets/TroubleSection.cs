using Pipeline.Reports.Markup;
using Releases.Jobs;
using Releases.Surveys;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Fleets;

/// <summary>The regions that a person should look at, with why and with the command that looks further.</summary>
internal static class TroubleSection
{
    public static Section? Of(FleetStatus status)
    {
        var troubled = status
            .Regions.Select((region, number) => (Region: region, Number: number))
            .Where(entry => HealthText.NeedsLook(entry.Region))
            .Select(entry => TroubleOf(entry.Region, $"trouble-{entry.Number}"))
            .ToArray();
        return troubled.Length == 0 ? null : new Section("trouble", "Worth a look", [.. troubled]);
    }

    private static Element TroubleOf(RegionStatus region, string id) =>
        Tag(
                "article",
                Tag("h3", $"{region.Name} ", HealthText.Badge(region)).Id(id),
                Tag("ul", Lines(region).Select(line => Tag("li", line))).Class("problems"),
                region.NextStep is { } next ? Tag("p", Tag("b", "Next"), " ", Signs.Code(next)) : null
            )
            .Class(region.Health == Health.Unhealthy ? "failure" : "failure mild")
            .Set("aria-labelledby", id);

    private static IEnumerable<string> Lines(RegionStatus region)
    {
        foreach (var problem in region.Problems)
            yield return problem;
        if (region.Drifts)
            yield return $"its workloads run different versions: {Versions(region)}";
        if (region.Migration is { Phase: JobPhase.Failed } migration)
            yield return $"the migration to {migration.Version ?? "an unknown version"} failed: {migration.Reason}";
        if (SchemaText.Of(region) is { } schema)
            yield return schema;
    }

    private static string Versions(RegionStatus region) =>
        string.Join(
            "; ",
            region
                .Workloads.GroupBy(workload => workload.Version ?? "an unknown tag")
                .Select(group =>
                    $"{group.Key} in {string.Join(", ", group.Select(workload => $"{workload.Kind} {workload.Name}"))}"
                )
        );
}
