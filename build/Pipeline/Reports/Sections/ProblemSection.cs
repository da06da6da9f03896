using Pipeline.Reports.Markup;
using Releases.Records;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Sections;

/// <summary>What refused the run, or ended it outside of any region.</summary>
internal static class ProblemSection
{
    public static Section? Of(ReleaseRecord record) =>
        record.Problems.Count == 0
            ? null
            : new Section(
                "problems",
                record.Outcome == Outcome.Refused ? "Why it was refused" : "What went wrong",
                record.Outcome == Outcome.Refused ? Tag("p", "A check said no before anything was touched.") : null,
                Tag("ul", record.Problems.Select(problem => Tag("li", problem))).Class("problems")
            );
}
