using System.Globalization;
using AngleSharp.Dom;
using Releases.Records;

namespace Pipeline.Tests.Reports;

public sealed class TimelineTests
{
    // The lanes of this run go from 10 to 90 seconds after its start.
    private static readonly ReadPage Page = ReadPage.Of(SampleRuns.Failed);

    [Fact]
    public void Stages_are_drawn_to_scale()
    {
        Bars("uk").ShouldBe([(0, 25), (25, 1.25), (26.25, 23.75)]);
        // A quarter of a second of eighty would be nothing to see.
        Bars("qatar").ShouldBe([(62.5, 0.31), (62.5, 1.25), (63.75, 36.25)]);
    }

    [Fact]
    public void The_line_has_round_times_at_their_places() =>
        Page.All("svg.axis text")
            .Select(tick => (tick.TextContent, Percent(tick, "x")))
            .ShouldBe([("0s", 0), ("15s", 18.75), ("30s", 37.5), ("45s", 56.25), ("1m 00s", 75), ("1m 15s", 93.75)]);

    [Fact]
    public void A_lane_says_in_words_what_it_shows() =>
        Page.All("svg.lane")
            .Select(lane => lane.GetAttribute("aria-label"))
            .ShouldBe([
                "uk: migrate 20s done, set image 1.0s done, verify 19s done",
                "qatar: migrate 0.3s nothing to do, set image 1.0s done, verify 29s failed",
            ]);

    [Fact]
    public void The_same_stands_in_a_table() =>
        Page.Rows("#timeline table")
            .ShouldBe([
                "uk | 1 | migrate | 03:04:15Z | 20s | done",
                "uk | 1 | set image | 03:04:35Z | 1.0s | done",
                "uk | 1 | verify | 03:04:36Z | 19s | done",
                "qatar | 2 | migrate | 03:05:05Z | 0.3s | nothing to do",
                "qatar | 2 | set image | 03:05:05Z | 1.0s | done",
                "qatar | 2 | verify | 03:05:06Z | 29s | failed",
            ]);

    [Fact]
    public void A_region_that_was_not_reached_is_named_with_its_wave()
    {
        Page.Texts("#timeline h3").ShouldBe(["Wave 1", "Wave 2", "Wave 3"]);
        Page.Text("#timeline p.quiet").ShouldBe("Not begun: ksa");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-5, 1)]
    [InlineData(1, 1e300)]
    [InlineData(1e-9, 1e-9)]
    public void No_number_in_a_record_leads_off_the_line(double first, double second)
    {
        var page = ReadPage.Of(
            SampleRuns.Failed with
            {
                Regions =
                [
                    SampleRuns.Failed.Regions[0] with
                    {
                        Stages =
                        [
                            new(Stage.Migrate, Outcome.Succeeded, SampleRuns.Start, first),
                            new(Stage.Verify, Outcome.Succeeded, DateTimeOffset.MaxValue, second),
                        ],
                    },
                ],
            }
        );

        foreach (var bar in page.All("svg.lane rect"))
        {
            Percent(bar, "x").ShouldBeInRange(0, 100);
            (Percent(bar, "x") + Percent(bar, "width")).ShouldBeLessThanOrEqualTo(100.01);
        }
    }

    private static IEnumerable<(double, double)> Bars(string region) =>
        Page.All($"svg.lane[aria-label^='{region}:'] rect").Select(bar => (Percent(bar, "x"), Percent(bar, "width")));

    private static double Percent(IElement element, string attribute) =>
        double.Parse(element.GetAttribute(attribute)!.TrimEnd('%'), CultureInfo.InvariantCulture);
}
