using Foundation.Timing;
using Pipeline.Reports.Markup;
using Pipeline.Terminal;
using Releases.Records;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Sections;

/// <summary>Which migrations ran where, and how long each took.</summary>
internal static class SchemaSection
{
    public static Section? Of(ReleaseRecord record)
    {
        var regions = record.Regions.Where(region => region.Schema is { Migrations.Count: > 0 }).ToArray();
        return regions.Length == 0
            ? null
            : new Section(
                "schemas",
                "Schemas",
                [
                    Tag("p", "How far each migration was at the end of the run, region by region."),
                    Table.Of(
                        "Migrations by region",
                        ["Region", "Migration", "State", "Took"],
                        regions.SelectMany(region => region.Schema!.Migrations.Select(step => Row(region.Name, step)))
                    ),
                ]
            );
    }

    private static Row Row(string region, SchemaStep step) =>
        new(
            region,
            Signs.Code(step.Name),
            SchemaWords.Of(step.State),
            step.Seconds is { } seconds ? DurationText.Of(TimeSpan.FromSeconds(seconds)) : "–"
        );
}
