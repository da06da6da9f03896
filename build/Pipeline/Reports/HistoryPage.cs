using Foundation.Timing;
using Pipeline.Reports.Fleets;
using Pipeline.Reports.Markup;
using Pipeline.Terminal;
using Releases.Histories;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports;

/// <summary>Who released what as a page for people: the newest run first.</summary>
public static class HistoryPage
{
    /// <summary>Writes the page. The same history gives the same page, to the letter.</summary>
    /// <param name="history">What the regions remembered at one moment.</param>
    public static string Write(FleetHistory history)
    {
        var runs = HistoryRun.Of(history);
        Section?[] sections = [Unread(history), RunsSection.Of(runs, runs.Count)];
        return Page.Write(
            $"Release history of {UtcText.ForPeople(history.ReadAt)}",
            Tag(
                "header",
                Tag("p", "Who released what, as the fleet remembered it on ", Times.Moment(history.ReadAt))
                    .Class("kind"),
                Tag("h1", "Release history"),
                Tag("p", HistoryReport.CountOf(history, runs)).Class("lead")
            ),
            [.. sections.OfType<Section>()],
            Tag(
                "footer",
                Tag(
                    "p",
                    $"Made from the notes of the regions alone (format {history.Schema}). All times are UTC. ",
                    "The page fetches nothing and runs nothing; it shows one moment and does not change."
                )
            )
        );
    }

    private static Section? Unread(FleetHistory history) =>
        history.Unread.Count == 0
            ? null
            : new Section(
                "unread",
                "Not read",
                Tag("ul", history.Unread.Select(region => Tag("li", $"{region.Region}: {region.Problem}")))
                    .Class("problems")
            );
}
