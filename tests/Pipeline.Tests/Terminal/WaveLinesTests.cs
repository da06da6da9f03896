using Pipeline.Terminal;
using Releases.Plans;

namespace Pipeline.Tests.Terminal;

public sealed class WaveLinesTests
{
    [Fact]
    public void Regions_that_go_the_same_way_share_a_line() =>
        WaveLines
            .Of(Of(("uk", 1, "1.2.2"), ("au", 2, "1.2.2"), ("us", 2, "1.2.2"), ("ksa", 2, "1.2.1"), ("uae", 2, null)))
            .ShouldBe([
                "wave 1: 1.2.2 -> 1.2.3 in uk",
                "wave 2: 1.2.2 -> 1.2.3 in 2 regions: au, us",
                "wave 2: 1.2.1 -> 1.2.3 in ksa",
                "wave 2: ? -> 1.2.3 in uae",
            ]);

    [Fact]
    public void A_hundred_regions_of_one_version_are_one_line() =>
        WaveLines
            .Of(Of([.. Enumerable.Range(1, 100).Select(number => ($"region{number}", 1, "1.2.2"))]))
            .ShouldHaveSingleItem()
            .ShouldStartWith("wave 1: 1.2.2 -> 1.2.3 in 100 regions: region1, region2,");

    private static ReleasePlan Of(params (string Name, int Wave, string? From)[] regions) =>
        new()
        {
            Version = "1.2.3",
            Regions =
            [
                .. regions.Select(region => new RegionPlan
                {
                    Name = region.Name,
                    Provider = "aks",
                    Wave = region.Wave,
                    From = region.From,
                }),
            ],
        };
}
