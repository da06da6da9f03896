using Migrations.Verdicts;
using Pipeline.Terminal;
using Releases.Plans;
using Releases.Records;

namespace Pipeline.Tests.Terminal;

public sealed class PlanReportTests
{
    [Fact]
    public void A_hundred_regions_that_run_the_same_are_one_line_and_their_names()
    {
        var lines = LinesOf(
            Plan([.. Enumerable.Range(0, 100).Select(number => Region($"region-{number:00}", "1.2.2"))])
        );

        lines.ShouldAllBe(line => line.Length <= 120);
        lines.Length.ShouldBeLessThan(30);
        lines.ShouldContain("2     1.2.2  1.2.3  1 of 2 change  0           clear");
        Enumerable
            .Range(0, 100)
            .ShouldAllBe(number => lines.Any(line => line.Contains($"region-{number:00}", StringComparison.Ordinal)));
        lines.ShouldContain("      changes Deployment web");
        lines[^1].ShouldBe("No problems found for 1.2.3.");
    }

    [Fact]
    public void A_live_version_that_cannot_be_compared_is_said_with_the_reason()
    {
        var lines = LinesOf(
            Plan([Region("uk", "1.2.2")]) with
            {
                Migrations = [new("1.2.2", ["uk"], null, "1.2.2 is not a version of app")],
            }
        );

        lines.ShouldContain("2     1.2.2  1.2.3  1 of 2 change  ?           ?");
        lines.ShouldContain("1.2.2 -> 1.2.3: migrations cannot be compared: 1.2.2 is not a version of app");
    }

    [Fact]
    public void Regions_that_differ_in_anything_are_told_apart() =>
        PlanGroup
            .Of(
                Plan([
                    Region("a", "1.2.2"),
                    Region("b", "1.2.1"),
                    Region("c", "1.2.2") with
                    {
                        Unchanged = [],
                    },
                    Region("d", "1.2.2"),
                    Region("e", "1.2.2") with
                    {
                        Wave = 1,
                    },
                ])
            )
            .Select(group => string.Join(' ', group.Regions))
            .ShouldBe(["e", "a d", "b", "c"]);

    [Fact]
    public void It_can_be_had_as_markdown_with_its_findings()
    {
        var lines = LinesOf(Plan([Region("uk", "1.2.2")]) with { Findings = ["uk: a | b"] }, "markdown");

        lines[0].ShouldBe("# Plan for 1.2.3 from master at 0123456789ab");
        lines.ShouldContain("| 2 | 1.2.2 | 1.2.3 | 1 of 2 change | 0 | clear | uk |");
        lines[^2].ShouldBe("**1 problem found for 1.2.3:**");
        lines[^1].ShouldBe("- uk: a | b");
    }

    [Theory]
    [InlineData("markdown", 80, true)]
    [InlineData("table", 200, true)]
    [InlineData("table", 80, false)]
    public void A_version_is_cut_only_on_a_terminal_that_is_too_narrow(string format, int width, bool isWhole)
    {
        const string Tag = "feature-with-a-long-tag-4711-and-more";

        var table = string.Join('\n', LinesOf(Plan([Region("uk", Tag)]), format, width));

        table.Contains($" {Tag} ", StringComparison.Ordinal).ShouldBe(isWhole);
    }

    [Theory]
    [InlineData("table", "")]
    [InlineData("table", "this shows it: ")]
    [InlineData("markdown", "")]
    public void The_command_of_a_finding_is_whole_in_one_line_and_leads_to_the_runs_fleet(string format, string words)
    {
        const string Command = "./build.sh --target=Credentials --regions=uk --kubeconfig=artifacts/uk.kubeconfig";
        const string Then = "; kubectl --kubeconfig artifacts/uk.kubeconfig --namespace web describe job migration";
        var plan = Plan([Region("uk", "1.2.2")]) with { Findings = [$"uk: it waits; next: {words}{Command}{Then}"] };
        var record = new ReleaseRecord
        {
            Target = "Plan",
            Version = "1.2.3",
            Actor = "Ann",
            Host = "laptop",
            StartedAt = DateTimeOffset.UnixEpoch,
            Arguments = ["--fleet=other.yaml", "--version=1.2.3"],
        };

        var lines = LinesOf(plan, format, record: record);

        lines[^2].ShouldBe($"- uk: it waits; next: {words}".TrimEnd(' ', ':') + (words.Length == 0 ? ":" : ""));
        lines[^1].ShouldBe($"    {Command} --fleet=other.yaml{Then}");
    }

    private static string[] LinesOf(
        ReleasePlan plan,
        string format = "table",
        int width = 80,
        ReleaseRecord? record = null
    )
    {
        using var output = new StringWriter();
        PlanReport.Write(output, plan, format, width, record);
        return output.ToString().TrimEnd().Split(Environment.NewLine);
    }

    private static ReleasePlan Plan(RegionPlan[] regions) =>
        new()
        {
            Version = "1.2.3",
            Commit = "0123456789abcdef",
            Ref = "master",
            Tag = TagState.Here,
            Images = [new("example.azurecr.io/app:1.2.3", ImageState.Missing)],
            Regions = regions,
            Migrations =
            [
                new(
                    "1.2.2",
                    [.. regions.Select(region => region.Name)],
                    new()
                    {
                        From = "1.2.2",
                        To = "1.2.3",
                        Verdict = Verdict.Clear,
                        Migrations = [],
                        OtherChanges = [],
                    }
                ),
            ],
        };

    private static RegionPlan Region(string name, string from) =>
        new()
        {
            Name = name,
            Provider = "aks",
            Wave = 2,
            From = from,
            Changes = [new("Deployment", "web", "app:1.2.2", "app:1.2.3")],
            Unchanged = ["CronJob nightly"],
        };
}
