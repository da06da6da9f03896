using Pipeline.Reports;
using Pipeline.Terminal;
using Pipeline.Tests.Reports;
using Pipeline.Tests.Reports.Fleets;
using Releases.Histories;

namespace Pipeline.Tests.Histories;

/// <summary>How a history is shown.</summary>
public sealed class HistoryReportTests
{
    private const string Name = "Seed 9be56f8f maintainer of the application";

    [Theory]
    [InlineData("markdown", 80, true)]
    [InlineData("markdown", 20, true)]
    [InlineData("json", 80, true)]
    [InlineData("table", 200, true)]
    [InlineData("table", 80, false)]
    public void A_name_is_cut_only_on_a_terminal_that_is_too_narrow(string format, int width, bool isWhole) =>
        Written(SampleFleets.WideHistory, format, width).Contains(Name, StringComparison.Ordinal).ShouldBe(isWhole);

    [Fact]
    public void The_last_line_begins_where_the_oldest_row_does()
    {
        var first = SampleFleets.LongHistory(1).Entries[0];
        // A wave later the same run began in another region, in another minute.
        var history = SampleFleets.NoHistory with
        {
            Regions = ["uk", "us"],
            Entries = [first with { Region = "us", At = first.At.AddSeconds(70) }, first],
        };

        var lines = Written(history, "table").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines[2].ShouldStartWith("2026-01-02 03:05Z  Deploy");
        lines[^1].ShouldStartWith("1 run in 2 of 2 regions, since 2026-01-02 03:05Z.");
    }

    [Fact]
    public void Of_two_runs_in_the_same_second_the_one_that_began_later_stands_above()
    {
        var release = SampleFleets.LongHistory(1).Entries[0];
        var rollback = release with
        {
            Region = "us",
            Target = "Rollback",
            Run = "another",
            Began = release.Began.AddMilliseconds(300),
        };
        HistoryEntry[] entries = [release with { Region = "uk" }, rollback, release with { Region = "us" }];

        foreach (var order in (HistoryEntry[][])[entries, [.. entries.Reverse()]])
        {
            var history = SampleFleets.NoHistory with { Regions = ["uk", "us"], Entries = order };

            HistoryRun.Of(history).Select(run => run.Entry.Target).ShouldBe(["Rollback", "Deploy"]);
        }
    }

    [Theory]
    [InlineData(2, 2, "None of 2 regions could be read.")]
    [InlineData(1, 1, "Region region-1 could not be read.")]
    [InlineData(3, 1, "No run is noted in the 2 of 3 regions that could be read.")]
    [InlineData(2, 0, "No run is noted in 2 of 2 regions.")]
    public void Where_nothing_could_be_read_nobody_is_said_to_have_released_nothing(int all, int unread, string said)
    {
        string[] regions = [.. Enumerable.Range(1, all).Select(number => $"region-{number}")];
        var history = new FleetHistory(
            SampleFleets.At,
            regions,
            [],
            [.. regions.Take(unread).Select(region => new UnreadRegion(region, "its cluster does not answer", null))]
        );

        Written(history, "table").TrimEnd().Split('\n')[^1].ShouldBe(said);
        ReadPage.Of(HistoryPage.Write(history)).Text("header").ShouldContain(said);
    }

    [Fact]
    public void The_next_command_of_a_region_that_is_not_read_is_whole_in_one_line()
    {
        var command = $"kubectl --context uk --namespace web get configmaps --output=yaml {new string('n', 120)}";
        var history = SampleFleets.NoHistory with { Unread = [new UnreadRegion("uk", "it is Forbidden", command)] };

        var lines = Written(history, "table").Split('\n');

        lines.ShouldContain("    next:");
        lines.ShouldContain($"      {command}");
    }

    private static string Written(FleetHistory history, string format, int width = 80)
    {
        var output = new StringWriter();
        HistoryReport.Write(output, history, format, width);
        return output.ToString().ReplaceLineEndings("\n");
    }
}
