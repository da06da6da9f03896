using Pipeline.Terminal;
using Releases.Records;

namespace Pipeline.Tests.Terminal;

public sealed class SummaryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly ReleaseRecord Record = new()
    {
        Target = "Deploy",
        Version = "1.2.3",
        Actor = "Ann",
        Host = "laptop",
        StartedAt = Start,
        FinishedAt = Start.AddSeconds(185),
    };

    [Fact]
    public void A_release_that_went_well_is_a_table_and_a_sentence() =>
        Written(
                Record with
                {
                    Outcome = Outcome.Succeeded,
                    Regions =
                    [
                        Region(
                            "uk",
                            1,
                            Outcome.Succeeded,
                            Stage(Releases.Records.Stage.Migrate, Outcome.Succeeded, 62)
                        ),
                        Region(
                            "production",
                            2,
                            Outcome.Succeeded,
                            Stage(Releases.Records.Stage.Migrate, Outcome.Skipped, 0.2)
                        ),
                    ],
                }
            )
            .ShouldBe(
                """

                Deploy 1.2.3 succeeded in 3m 05s: 2 of 2 regions.

                Region      Wave  From   Migrate        Live   Outcome
                ----------  ----  -----  -------------  -----  ---------
                uk          1     1.2.2  done 1m 02s    1.2.2  succeeded
                production  2     1.2.2  nothing to do  1.2.2  succeeded

                Record: record.json

                """
            );

    [Theory]
    [InlineData("2 files differ from the commit; next: git stash --include-untracked, or commit")]
    [InlineData("the tag is elsewhere; next: git checkout 1.2.3 to release that, or choose another version")]
    [InlineData("no image; next: git checkout 1.2.2, then ./build.sh --target=PushAcr --version=1.2.2")]
    public void A_sentence_that_goes_on_behind_a_command_stays_a_sentence(string problem) =>
        Words(Written(Record with { Outcome = Outcome.Refused, Problems = [problem] }))
            .ShouldContain($"- {problem} Record:");

    [Theory]
    [InlineData("Drill", "next: run the same command again; it begins a new drill, since the clusters have ended")]
    [InlineData("Deploy", "next: run the same command again; it does only what is left")]
    [InlineData("Rollback", "next: run the same command again; it does only what is left")]
    public void After_Control_C_it_says_what_the_same_command_does(string target, string next) =>
        Words(Written(Record with { Target = target, Outcome = Outcome.Interrupted })).ShouldContain(next);

    private static string Words(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void A_failure_comes_with_all_that_a_person_needs_to_go_on() =>
        Written(
                Record with
                {
                    Outcome = Outcome.Failed,
                    Regions =
                    [
                        Region("uk", 1, Outcome.Failed, Stage(Releases.Records.Stage.Verify, Outcome.Failed, 4.2)) with
                        {
                            Failure = new(Releases.Records.Stage.Verify, "ImagePullBackOff", "not\e[31m found")
                            {
                                Pod = "web-1",
                                Log = ["one", "two\a"],
                                Events = ["Failed: x"],
                                NextStep = "kubectl describe pod web-1",
                            },
                        },
                        Region("qatar", 2, Outcome.Skipped) with
                        {
                            From = null,
                            Live = "unknown: no answer",
                        },
                    ],
                }
            )
            .ShouldBe(
                """

                Deploy 1.2.3 FAILED in 3m 05s: not in uk, qatar.
                Serving now: 1.2.2 in uk; not known in qatar.

                Region  Wave  From   Verify       Live     Outcome
                ------  ----  -----  -----------  -------  -------
                uk      1     1.2.2  FAILED 4.2s  1.2.2    FAILED
                qatar   2     ?      -            unknown  skipped

                [uk] verify: ImagePullBackOff: not�[31m found
                  log of web-1:
                    one
                    two�
                  events:
                    Failed: x
                  next:
                    kubectl describe pod web-1
                  serves: 1.2.2
                  way back: not judged yet
                    ./build.sh --target=CheckRollback --version=1.2.2 --from=1.2.3
                  again: fix the cause above, then the same for this region
                    ./build.sh --target=Deploy --version=1.2.3 --regions=uk
                  runbook: docs/runbook.md, "A region failed": ImagePullBackOff

                [qatar] the live version is unknown: no answer
                  next:
                    ./build.sh --target=Status --regions=qatar

                Record: record.json

                """
            );

    [Fact]
    public void A_refusal_says_what_was_found_and_not_what_is_live_where_nothing_was_touched() =>
        Written(
                Record with
                {
                    Outcome = Outcome.Refused,
                    Problems = ["uk: no answer", "us: no answer"],
                    Regions = [Region("uk", 1, Outcome.Skipped) with { Live = "unknown: this run has not read it" }],
                }
            )
            .ShouldBe(
                """

                Deploy 1.2.3 refused in 3m 05s.
                - uk: no answer
                - us: no answer

                Record: record.json

                """
            );

    [Fact]
    public void A_finding_is_broken_at_eighty_columns_and_its_command_is_not()
    {
        const string Fleet = "--fleet=/a/folder/whose/name/is/long/enough/to/break/a/line/kubernetes/fleet.yaml";

        Written(
                Record with
                {
                    Outcome = Outcome.Refused,
                    Arguments = ["--target=Deploy", Fleet],
                    Problems =
                    [
                        "uk: the deploy lock is held by Ann on laptop since 2026-01-02 03:00:00Z; next: wait, or when nobody releases: ./build.sh --target=Unlock --regions=uk",
                        "git: ./build.sh has no need of this; next: ask whoever knows",
                    ],
                }
            )
            .ShouldBe(
                $"""

                Deploy 1.2.3 refused in 3m 05s.
                - uk: the deploy lock is held by Ann on laptop since 2026-01-02 03:00:00Z; next:
                  wait, or when nobody releases
                    ./build.sh --target=Unlock --regions=uk {Fleet}
                - git: ./build.sh has no need of this; next: ask whoever knows

                Record: record.json

                """
            );
    }

    [Fact]
    public void Only_the_last_lines_of_a_long_log_are_shown()
    {
        var log = Enumerable.Range(1, 200).Select(line => $"line {line}").ToArray();

        var lines = Written(
                Record with
                {
                    Regions =
                    [
                        Region("uk", 1, Outcome.Failed) with
                        {
                            Failure = new(null, "Unreachable", "no answer") { Log = log },
                        },
                    ],
                }
            )
            .Split('\n');

        lines.Count(line => line.StartsWith("    line ", StringComparison.Ordinal)).ShouldBe(25);
        lines.ShouldContain("    line 176");
        lines.ShouldContain("[uk]: Unreachable: no answer");
    }

    [Fact]
    public void A_run_that_found_everything_done_says_so() =>
        Written(
                Record with
                {
                    Outcome = Outcome.Succeeded,
                    Regions =
                    [
                        Region(
                            "uk",
                            1,
                            Outcome.Succeeded,
                            Stage(Releases.Records.Stage.SetImage, Outcome.Skipped, 0.1),
                            Stage(Releases.Records.Stage.Verify, Outcome.Succeeded, 1)
                        ),
                    ],
                }
            )
            .ShouldContain("Deploy 1.2.3 succeeded in 3m 05s: done in uk; nothing had to change.");

    [Fact]
    public void An_interrupted_run_says_where_the_version_is() =>
        Written(
                Record with
                {
                    Outcome = Outcome.Interrupted,
                    Regions =
                    [
                        Region("uk", 1, Outcome.Succeeded, Stage(Releases.Records.Stage.Verify, Outcome.Succeeded, 1)),
                        Region("us", 2, Outcome.Interrupted),
                    ],
                }
            )
            .ShouldContain("Deploy 1.2.3 INTERRUPTED in 3m 05s: done in uk; not in us.");

    [Fact]
    public void Where_the_answer_to_a_change_did_not_come_nobody_says_that_the_version_is_not_there() =>
        Written(
                Record with
                {
                    Outcome = Outcome.Interrupted,
                    Regions =
                    [
                        Region(
                            "uk",
                            1,
                            Outcome.Interrupted,
                            Stage(Releases.Records.Stage.SetImage, Outcome.Interrupted, 1)
                        ) with
                        {
                            Live = "unknown: the answer to the last change of Deployment web did not come",
                        },
                        Region("us", 2, Outcome.Skipped),
                    ],
                }
            )
            .ShouldContain("Deploy 1.2.3 INTERRUPTED in 3m 05s: not known in uk; not in us.");

    [Fact]
    public void Of_a_hundred_regions_the_last_screen_names_those_that_need_somebody()
    {
        var regions = Enumerable
            .Range(1, 100)
            .Select(number =>
                Region(
                    $"region{number}",
                    1,
                    number == 7 ? Outcome.Failed
                        : number > 60 ? Outcome.Skipped
                        : Outcome.Succeeded,
                    Stage(Releases.Records.Stage.Migrate, Outcome.Succeeded, 62)
                ) with
                {
                    Live = "1.2.3",
                }
            );

        var lines = Written(Record with { Outcome = Outcome.Failed, Regions = [.. regions] }).Split('\n');

        lines.ShouldContain(line => line.StartsWith("region7 ", StringComparison.Ordinal));
        lines.ShouldContain("and 59 more: succeeded");
        lines.ShouldContain("and 40 more: skipped");
        lines.Length.ShouldBeLessThan(22);
        string.Join(' ', lines).ShouldContain("region20, region21 and 39 more; ");
        lines.ShouldAllBe(line => line.Length <= 80);
    }

    private static string Written(ReleaseRecord record)
    {
        var output = new StringWriter();
        Summary.Write(
            output,
            record,
            "record.json",
            Colouring.None,
            new GitLabSections(output, TimeProvider.System, isOn: false)
        );
        return output.ToString().ReplaceLineEndings("\n");
    }

    private static RegionRecord Region(string name, int wave, Outcome outcome, params StageRecord[] stages) =>
        new()
        {
            Name = name,
            Provider = "aks",
            Wave = wave,
            Outcome = outcome,
            From = "1.2.2",
            Live = "1.2.2",
            Stages = stages,
        };

    private static StageRecord Stage(Stage stage, Outcome outcome, double seconds) =>
        new(stage, outcome, Start, seconds, "x");
}
