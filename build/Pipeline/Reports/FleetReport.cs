using Foundation.Timing;
using Pipeline.Reports.Fleets;
using Pipeline.Reports.Markup;
using Pipeline.Terminal;
using Releases.Fleets;
using Releases.Histories;
using Releases.Surveys;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports;

/// <summary>
/// The fleet at a glance as a page for people: what every region runs, how it is, and who released it.
/// </summary>
public static class FleetReport
{
    private const int MostRuns = 20;

    /// <summary>Writes the page. The same status and history give the same page, to the letter.</summary>
    /// <param name="status">What the regions ran at one moment.</param>
    /// <param name="history">What they remembered of their runs.</param>
    public static string Write(FleetStatus status, FleetHistory history)
    {
        Section?[] sections =
        [
            TroubleSection.Of(status),
            GlanceSection.Of(status, Tier.Production),
            GlanceSection.Of(status, Tier.Staging),
            RunsSection.Of(HistoryRun.Of(history), MostRuns),
            WorkloadSection.Of(status),
            UnreadSection.Of(status, history),
        ];
        return Page.Write(
            $"Fleet status of {UtcText.ForPeople(status.ReadAt)}",
            Header(status),
            [.. sections.OfType<Section>()],
            Footer(status)
        );
    }

    private static Element Header(FleetStatus status) =>
        Tag(
            "header",
            Tag("p", "What the fleet ran on ", Times.Moment(status.ReadAt)).Class("kind"),
            Tag("h1", "Fleet status ", HealthText.Badge(status)),
            Tag("p", StatusCount.Of(status, isWhole: true)).Class("lead")
        );

    private static Element Footer(FleetStatus status) =>
        Tag(
            "footer",
            Tag(
                "p",
                $"Made from the status (format {status.Schema}) and the notes of the regions. All times are UTC. ",
                "The page fetches nothing and runs nothing; it shows one moment and does not change."
            )
        );
}
