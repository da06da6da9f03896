using Drill;
using Drill.Settings;
using Pipeline.Rehearsals;
using Releases.Fleets;
using Releases.Fleets.Reading;

namespace Pipeline.Tests.Drills;

/// <summary>The fleet file of a drill that is served says what the fleet said that is rehearsed.</summary>
public sealed class ServedFleetFileTests
{
    private static readonly string Real = Path.Combine(Repository.Root, "kubernetes", "fleet.yaml");

    [Fact]
    public async Task It_has_the_rules_of_the_fleet_and_the_clusters_of_the_drill()
    {
        var fleet = FleetFile.Read(Real) with { Platform = new("linux", "arm64") };
        var waves = RegionSelection.Select(fleet, new RegionRequest { Names = ["eu", "uk", "qatar"] });
        await using var clusters = await StartAsync("production", "uk", "qatar");

        var served = FleetFile.Parse("served", ServedFleetFile.Of(fleet, waves, clusters, "/drill folder/kubeconfig"));

        served.Image.ShouldBe(fleet.Image);
        served.Platform.ShouldBe(fleet.Platform);
        served.MainBranch.ShouldBe(fleet.MainBranch);
        served.PagePattern.ShouldBe(fleet.PagePattern);
        served.Migration.ShouldBe(fleet.Migration);
        served
            .Workloads.Select(rule => (rule.Selector, string.Join(',', rule.Kinds), rule.TagTemplate))
            .ShouldBe(fleet.Workloads.Select(rule => (rule.Selector, string.Join(',', rule.Kinds), rule.TagTemplate)));
        served.Groups[served.DefaultGroup].ShouldBe(["uk", "production", "qatar"], ignoreOrder: true);
        served.Waves.ShouldBe([
            ["uk"],
            ["production", "qatar"],
        ]);
        foreach (var region in served.Regions)
        {
            region.Provider.ShouldBe(Provider.Context);
            region.Kubeconfig.ShouldBe("/drill folder/kubeconfig");
            region.Url.ShouldBe(clusters[region.Name].PageUrl);
        }
        served.Regions.Single(region => region.Name == "production").Aliases.ShouldBe(["eu"]);
        served.Regions.Single(region => region.Name == "qatar").Manifests.ShouldBe("gke");
    }

    [Fact]
    public async Task Its_variables_are_those_of_the_drill_and_of_each_region()
    {
        var fleet = RehearsedVariables.Fill(FleetFile.Read(Real));
        var named = new Dictionary<string, FleetVariable>
        {
            ["WEB_PORT"] = new("8080", IsNumber: true),
            ["TEXT"] = new("8080", IsNumber: false),
            ["HARD"] = new("a: \"b\", # {c}\n", IsNumber: false),
        };
        fleet = fleet with { Regions = [.. fleet.Regions.Select(region => region with { Variables = named })] };
        var waves = RegionSelection.Select(fleet, new RegionRequest { Names = ["uk"] });
        await using var clusters = await StartAsync("uk");

        var served = FleetFile.Parse("served", ServedFleetFile.Of(fleet, waves, clusters, "/kubeconfig"));

        served.Variables.ShouldBe(fleet.Variables, ignoreOrder: true);
        served.Regions.ShouldHaveSingleItem().Variables.ShouldBe(named, ignoreOrder: true);
    }

    [Theory]
    [InlineData("uk: staging")]
    [InlineData("a \"quoted\" #name")]
    [InlineData(@"back\slash")]
    public async Task Whatever_a_value_holds_it_stays_one(string value)
    {
        var fleet = FleetFile.Read(Real) with { MainBranch = value };
        var waves = RegionSelection.Select(fleet, new RegionRequest { Names = ["uk"] });
        await using var clusters = await StartAsync("uk");

        var text = ServedFleetFile.Of(fleet, waves, clusters, "/kubeconfig");

        FleetFile.Parse("served", text).MainBranch.ShouldBe(value);
    }

    private static Task<EmbeddedFleet> StartAsync(params string[] regions) =>
        EmbeddedFleet.StartAsync(
            new EmbeddedFleetOptions
            {
                Regions = [.. regions.Select(name => new EmbeddedRegion(name))],
                TimeProvider = TimeProvider.System,
            },
            TestContext.Current.CancellationToken
        );
}
