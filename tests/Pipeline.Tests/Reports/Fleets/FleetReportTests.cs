using Pipeline.Reports;
using Releases.Surveys;

namespace Pipeline.Tests.Reports.Fleets;

public sealed class FleetReportTests
{
    private static readonly ReadPage Page = ReadPage.Of(FleetReport.Write(SampleFleets.Troubled));

    [Fact]
    public void It_starts_with_when_it_was_read_and_how_the_fleet_is()
    {
        Page.Title.ShouldBe("Fleet status of 2026-01-02 03:04:05Z");
        Page.Text("h1").ShouldBe("Fleet status ✕ not healthy");
        Page.Text(".lead").ShouldStartWith("4 regions: 1 healthy, 1 drifting, 1 UNHEALTHY, 1 UNKNOWN.");
    }

    [Fact]
    public void Every_region_is_one_line() =>
        Page.Rows("#regions table")
            .ShouldBe([
                "uk | ✓ healthy | 1.2.3 | 2/2 | 1.2.3 | 2026-01-01 03:04Z by Ann | – | production",
                "qatar | ✕ unhealthy | 1.2.3 | 1/2 | 1.2.2 | 2026-01-01 03:04Z by Ann | – | production",
                "ksa | ! drifting | several | 2/2 | 1.2.3 | 2026-01-01 03:04Z by Ann | locked by Bob on laptop migrating to 1.2.3 | production",
                "us | ? unknown | not known | – | – | – | – | production",
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
        Page.Texts("#unread li").ShouldBe(["leases: forbidden"]);
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
        var page = ReadPage.Of(FleetReport.Write(new FleetStatus(SampleFleets.At, [SampleFleets.Healthy("uk")])));

        page.Text("h1").ShouldBe("Fleet status ✓ healthy");
        page.Texts("nav a").ShouldBe(["Regions", "Workloads"]);
    }

    [Fact]
    public void A_hundred_regions_stay_below_a_megabyte() =>
        FleetReport.Write(SampleFleets.Large(100)).Length.ShouldBeLessThan(1_000_000);
}
