using Foundation.Timing;
using Pipeline.Reports.Markup;
using Releases.Records;
using static Pipeline.Reports.Markup.Element;

namespace Pipeline.Reports.Sections;

/// <summary>What was released and what came of it, who did it, when, from where, and from which commit.</summary>
internal static class Headline
{
    private const string DrillProvider = "drill";

    /// <summary>What the run was.</summary>
    public static string Subject(ReleaseRecord record) => $"{record.Target} {record.Version}".TrimEnd();

    public static Element Of(ReleaseRecord record) =>
        Tag(
            "header",
            Tag("p", "Release report").Class("kind"),
            Tag("h1", $"{Subject(record)} ", OutcomeText.Badge(record)),
            Tag("p", Reach.Of(record)).Class("lead"),
            IsDrill(record)
                ? Tag("p", "A drill: on embedded clusters of one machine. No real region was touched.").Class("note")
                : null,
            record.FinishedAt is null ? Tag("p", NoEnd).Class("note warn") : null,
            Tag("dl", Facts(record)).Class("facts")
        );

    private const string NoEnd =
        "This record has no end: its run was still under way when it was written, or it died (a crash, a kill, the machine's end). "
        + "All that was known by then is here; what happened later is not.";

    private static IEnumerable<Element> Facts(ReleaseRecord record) =>
        [
            Fact("Released by", Person(record)),
            Fact("From the machine", record.Host),
            Fact("CI job", record.Pipeline is { } job ? LinkToWeb(job) : "none: from the command line"),
            .. record.Arguments.Count > 0
                ? (Element[])[Fact("Arguments", Signs.Code(string.Join(' ', record.Arguments)))]
                : [],
            .. record.Overruled.Count > 0
                ? (Element[])[Fact("Guards overruled", Tag("b", string.Join(", ", record.Overruled)))]
                : [],
            Fact("Commit", record.Commit is { } commit ? Signs.Code(commit) : "not known"),
            Fact("Began", Times.Moment(record.StartedAt)),
            Fact("Ended", record.FinishedAt is { } end ? Times.Moment(end) : "not known"),
            Fact(
                "Took",
                record.FinishedAt is { } finish ? DurationText.Of(Times.Between(record.StartedAt, finish)) : "not known"
            ),
        ];

    private static string Person(ReleaseRecord record) =>
        (record.Actor, record.ActorEmail) switch
        {
            ("", null) => "not known",
            ("", { } email) => email,
            (var name, null) => name,
            var (name, email) => $"{name} <{email}>",
        };

    private static Element Fact(string name, Node value) => Tag("div", Tag("dt", name), Tag("dd", value));

    // A real region beside those of a drill is a real one.
    private static bool IsDrill(ReleaseRecord record) =>
        record.Regions.Count > 0 && record.Regions.All(region => region.IsDrill || region.Provider == DrillProvider);
}
