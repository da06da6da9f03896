using Pipeline.Reports;
using Releases.Surveys;

namespace Pipeline.Tests.Reports.Fleets;

public sealed class FleetReportTests
{
    private static readonly ReadPage Page = ReadPage.Of(FleetReport.Write(SampleFleets.Troubled, SampleFleets.History));

    [Fact]
    public void It_starts_with_when_it_was_read_and_how_the_fleet_is()
    {
        Page.Title.ShouldBe("Fleet status of 2026-01-02 03:04:05Z");
        Page.Text("h1").ShouldBe("Fleet status ✕ not healthy");
        Page.Text(".lead").ShouldStartWith("4 regions: 1 healthy, 1 drifting, 1 UNHEALTHY, 1 UNKNOWN.");
    }

    [Theory]
    [InlineData("uuu", "? unknown")]
    [InlineData("u", "? unknown")]
    [InlineData("uhh", "? unknown in part")]
    [InlineData("uxh", "✕ not healthy")]
    [InlineData("xx", "✕ not healthy")]
    [InlineData("hh", "✓ healthy")]
    public void What_could_not_be_read_is_not_called_unhealthy(string kinds, string badge)
    {
        var status = new FleetStatus(
            SampleFleets.At,
            [
                .. kinds.Select(kind =>
                    SampleFleets.Healthy("uk") with
                    {
                        Health =
                            kind == 'u' ? Health.Unknown
                            : kind == 'x' ? Health.Unhealthy
                            : Health.Healthy,
                    }
                ),
            ]
        );

        ReadPage.Of(FleetReport.Write(status, SampleFleets.NoHistory)).Text("h1").ShouldBe($"Fleet status {badge}");
    }

    [Fact]
    public void Every_region_is_one_line() =>
        Page.Rows("#regions table")
            .ShouldBe([
                "uk | ✓ healthy | 1.2.3 | 2/2 | 1.2.3 | 2026-01-01 03:04Z by Ann | –",
                "qatar | ✕ unhealthy | 1.2.3 | 1/2 | 1.2.2 | 2026-01-01 03:04Z by Ann | –",
                "ksa | ! drifting | several | 2/2 | 1.2.3 | 2026-01-01 03:04Z by Ann | locked by Bob on laptop migrating to 1.2.3",
                "us | ? unknown | not known | – | – | – | –",
            ]);

    [Fact]
    public void What_is_wrong_is_said_first_with_the_next_step()
    {
        Page.Texts("#trouble h3").ShouldBe(["qatar ✕ unhealthy", "ksa ! drifting", "us ? unknown"]);
        Page.Texts("#trouble li")
            .ShouldBe([
                "Deployment web: CrashLoopBackOff: container web ended with exit code 1",
                "its workloads run different versions: 1.2.2 in Deployment web; 1.2.3 in Deployment worker",
                "us: its cluster does not answer",
            ]);
        Page.Texts("#trouble code").ShouldBe(["kubectl describe pod web-1"]);
        Page.Texts("#unread li").ShouldBe(["leases: forbidden", "history of qatar: leases: forbidden"]);
    }

    [Fact]
    public void A_region_links_to_its_address_also_where_its_page_shows_another_version() =>
        Page.All("#regions a")
            .Select(link => (link.GetAttribute("href"), link.TextContent))
            .ShouldBe([
                ("https://uk.example.com/", "1.2.3"),
                ("https://qatar.example.com/", "1.2.2"),
                ("https://ksa.example.com/", "1.2.3"),
            ]);

    [Fact]
    public void Staging_regions_stand_by_themselves()
    {
        var beta = SampleFleets.Healthy("beta") with { Tier = "staging" };
        var page = ReadPage.Of(
            FleetReport.Write(
                new FleetStatus(SampleFleets.At, [SampleFleets.Healthy("uk"), beta]),
                SampleFleets.NoHistory
            )
        );

        page.Texts("nav a").ShouldBe(["Regions", "Staging", "Workloads"]);
        page.Texts("#regions tbody th").ShouldBe(["uk"]);
        page.Texts("#staging tbody th").ShouldBe(["beta"]);
        page["#staging a"].GetAttribute("href").ShouldBe("https://beta.example.com/");
    }

    [Fact]
    public void The_last_runs_tell_who_released_what()
    {
        Page.Rows("#runs table")
            .ShouldBe(["2026-01-02 03:04Z | Deploy | 1.2.2 | 1.2.3 | ✓ succeeded | Ann | uk | laptop | 1m 00s | –"]);

        var page = ReadPage.Of(FleetReport.Write(SampleFleets.Troubled, SampleFleets.LongHistory(23)));
        page.Rows("#runs table").Count.ShouldBe(20);
        page.Text("#runs p").ShouldBe("And 3 older runs.");
    }

    [Fact]
    public void Each_region_has_its_workloads_with_their_images()
    {
        Page.Rows("#workloads details:first-of-type table")
            .ShouldBe([
                "Deployment web | ✓ healthy rolled out | 1.2.3 | 2/2 | example.azurecr.io/app:1.2.3example.azurecr.io/app:1.2.3",
            ]);
        Page["#workloads a"].GetAttribute("href").ShouldBe("https://uk.example.com/");
        Page.All("#workloads details[open]").Count.ShouldBe(2);
    }

    [Fact]
    public void A_fleet_without_trouble_has_no_place_for_it()
    {
        var page = ReadPage.Of(
            FleetReport.Write(new FleetStatus(SampleFleets.At, [SampleFleets.Healthy("uk")]), SampleFleets.NoHistory)
        );

        page.Text("h1").ShouldBe("Fleet status ✓ healthy");
        page.Texts("nav a").ShouldBe(["Regions", "Workloads"]);
    }

    [Fact]
    public void A_hundred_regions_stay_below_a_megabyte() =>
        FleetReport.Write(SampleFleets.Large(100), SampleFleets.LongHistory(5000)).Length.ShouldBeLessThan(1_000_000);
}
