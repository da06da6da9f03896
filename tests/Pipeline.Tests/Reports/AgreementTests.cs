using Pipeline.Terminal;
using Releases.Notifying;
using Releases.Records;

namespace Pipeline.Tests.Reports;

/// <summary>The screen, the report and the notices say the same of a run.</summary>
public sealed class AgreementTests
{
    private static readonly string StyleSheet = File.ReadAllText(
        Path.Combine(Drills.Repository.Root, "build", "Pipeline", "Reports", "report.css")
    );

    private static readonly ReleaseRecord Mixed = SampleRuns.Failed with
    {
        Regions =
        [
            SampleRuns.Done("uk", 1, SampleRuns.Start),
            Failed("us", Outcome.Failed),
            Failed("au", Outcome.Succeeded),
            Failed("qatar", Outcome.Interrupted),
            Failed("uae", Outcome.Refused),
            new()
            {
                Name = "ksa",
                Provider = "gke",
                Wave = 2,
                Outcome = Outcome.Skipped,
            },
        ],
    };

    public static TheoryData<Stage> Stages => [.. Enum.GetValues<Stage>()];

    public static TheoryData<Outcome> Outcomes => [.. Enum.GetValues<Outcome>()];

    [Fact]
    public void How_far_a_run_came_is_said_in_the_same_words()
    {
        const string Rest = "half way in us, qatar, uae; taken back in au; not in ksa";

        Screen(Mixed).Replace('\n', ' ').ShouldContain($": done in uk; {Rest}.");
        ReadPage.Of(Mixed).Text("p.lead").ShouldBe($"Done in 1 of 6 regions; {Rest}.");
        Notice.OfEnd(Mixed).Text.ShouldContain($": done in uk; {Rest}, by Ann.");
    }

    [Fact]
    public void A_region_that_was_taken_back_serves_what_it_did_before_also_by_an_older_record() =>
        ReadPage
            .Of(Mixed)
            .Rows("table.overview")
            .ShouldContain(row => row.StartsWith("au | ✕ failed | 1.2.2 | 1.2.2 |"));

    [Theory, MemberData(nameof(Outcomes))]
    public void How_a_stage_ended_is_said_in_the_same_words(Outcome outcome)
    {
        var record = SampleRuns.Failed with { Regions = [Failed("us", outcome)] };

        var word = ReadPage.Of(record).Texts("table.stages tr:last-child .badge")[^1].Split(' ', 2)[1];

        Screen(record).ShouldContain($"\n  restore: {word}: ", Case.Insensitive);
        Screen(record).ShouldMatch($@"(?i)\nus .* {word} ");
        ReadPage.Of(record).Rows("#timeline table")[^1].ShouldEndWith($" | {word}");
        ReadPage.Of(record)["svg.lane"].GetAttribute("aria-label").ShouldEndWith($" {word}");
    }

    [Theory, MemberData(nameof(Outcomes))]
    public void How_a_region_ended_is_said_in_the_same_words(Outcome outcome)
    {
        var record = SampleRuns.Failed with { Regions = [Failed("us", Outcome.Failed) with { Outcome = outcome }] };

        var word = ReadPage.Of(record).Text("details.region summary .badge").Split(' ', 2)[1];

        Screen(record).ShouldMatch($@"(?i)\nus .* {word}\n");
    }

    [Theory, MemberData(nameof(Stages))]
    public void Every_stage_has_a_colour_of_its_own(Stage stage)
    {
        var colour = stage.Facts().Colour;

        Enum.GetValues<Stage>().Count(other => other.Facts().Colour == colour).ShouldBe(1);
        StyleSheet.ShouldContain($".swatch.{colour} {{\n  background: var(--{colour});");
        StyleSheet.ShouldContain($".lane .{colour} {{\n  fill: var(--{colour});");
        // One for a light page and one for a dark one, and no other stage has either.
        var values = ColoursOf(colour).ToArray();
        values.Length.ShouldBe(2);
        foreach (var other in Enum.GetValues<Stage>().Where(other => other != stage))
            ColoursOf(other.Facts().Colour).Intersect(values).ShouldBeEmpty();
    }

    [Fact]
    public void What_a_guard_refused_is_not_painted_as_done() => StyleSheet.ShouldContain(".lane .refused,\n");

    private static IEnumerable<string> ColoursOf(string name) =>
        StyleSheet
            .Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.StartsWith($"--{name}: #", StringComparison.Ordinal));

    private static string Screen(ReleaseRecord record)
    {
        var output = new StringWriter();
        var sections = new GitLabSections(output, TimeProvider.System, isOn: false);
        Summary.Write(output, record, "record.json", Colouring.None, sections);
        return output.ToString().ReplaceLineEndings("\n");
    }

    private static RegionRecord Failed(string name, Outcome restore)
    {
        var region = SampleRuns.Done(name, 1, SampleRuns.Start);
        var at = SampleRuns.Start.AddSeconds(40);
        return region with
        {
            Outcome = Outcome.Failed,
            Stages =
            [
                .. region.Stages.Take(2),
                region.Stages[2] with
                {
                    Outcome = Outcome.Failed,
                },
                new(Stage.Restore, restore, at, 5, "what came of it"),
            ],
            Failure = new(Stage.Verify, "CrashLoopBackOff", "it does not start"),
        };
    }
}
