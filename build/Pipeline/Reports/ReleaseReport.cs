using Pipeline.Reports.Markup;
using Pipeline.Reports.Sections;
using Releases.Records;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports;

/// <summary>A run's record as a page for people: who released what, when, from where, and what came of it.</summary>
public static class ReleaseReport
{
    /// <summary>Writes the page. The same record gives the same page, to the letter.</summary>
    /// <param name="record">What happened; of a run that ended, crashed, or is under way.</param>
    public static string Write(ReleaseRecord record)
    {
        Section?[] sections =
        [
            ProblemSection.Of(record),
            FailureSection.Of(record),
            TimelineSection.Of(record),
            RegionSection.Of(record),
            ContentSection.Of(record),
            MigrationSection.Of(record),
            SchemaSection.Of(record),
            ImageSection.Of(record),
        ];
        return Page.Write(
            $"{Headline.Subject(record)} {OutcomeText.Of(record)}: release report",
            Headline.Of(record),
            [.. sections.OfType<Section>()],
            Footer(record)
        );
    }

    private static Element Footer(ReleaseRecord record) =>
        Tag(
            "footer",
            Tag(
                "p",
                $"Made from the record of the run alone (format {record.Schema}). All times are UTC. ",
                "The page fetches nothing and runs nothing; it can be kept, mailed and printed as it is."
            )
        );
}
