using Foundation.Failures;
using Releases.Fleets;

namespace Releases.Tests.Fleets;

public sealed class RegionSelectionTests
{
    private static readonly Fleet Sample = SampleFleet.Read();

    [Fact]
    public void Without_names_it_is_the_default_group_in_the_waves_of_the_fleet() =>
        // qatar is in no wave of the sample: it goes last.
        Waves(new RegionRequest()).ShouldBe(["1: uk", "2: production", "3: qatar"]);

    [Fact]
    public void A_name_that_is_both_a_group_and_a_region_means_the_region() =>
        Waves(Named("production")).ShouldBe(["1: production"]);

    [Fact]
    public void The_group_of_that_name_is_asked_for_with_its_prefix() =>
        Waves(Named("group:production")).ShouldBe(["1: uk", "2: production", "3: qatar"]);

    [Fact]
    public void A_group_of_another_name_needs_no_prefix() => Waves(Named("staging")).ShouldBe(["1: alpha"]);

    [Fact]
    public void A_region_that_is_named_twice_goes_once() =>
        Waves(Named("uk", "group:production", "uk")).ShouldBe(["1: uk", "2: production", "3: qatar"]);

    [Fact]
    public void The_namespace_of_the_command_line_wins() =>
        Select(Named("uk", "alpha") with { Namespace = "other" })
            .SelectMany(wave => wave.Regions)
            .ShouldAllBe(region => region.Namespace == "other" && region.HasOwnNamespace);

    [Theory]
    [InlineData(
        "quatar",
        "--regions: unknown region 'quatar'; regions: production, uk, qatar, alpha; groups: production, staging"
    )]
    [InlineData(
        "atlantis",
        "--regions: unknown region 'atlantis'; regions: production, uk, qatar, alpha; groups: production, staging"
    )]
    [InlineData("group:stagin", "--regions: unknown group 'stagin'; groups: production, staging")]
    public void An_unknown_name_is_not_guessed_at(string name, string problem) =>
        Problems(Named(name)).ShouldBe([problem]);

    [Fact]
    public void An_alias_means_its_region_everywhere()
    {
        var fleet = SampleFleet.Parse(SampleFleet.Text.Replace("cluster: prod,", "cluster: prod, aliases: [eu],"));

        RegionSelection
            .Select(
                fleet,
                Named("eu", "production", "uk") with
                {
                    Waves =
                    [
                        ["eu"],
                        ["uk"],
                    ],
                }
            )
            .Select(wave => string.Join(' ', wave.Regions.Select(region => region.Name)))
            .ShouldBe(["production", "uk"]);
        Should
            .Throw<UsageException>(() => RegionSelection.Select(fleet, Named("au")))
            .Problems.ShouldBe([
                "--regions: unknown region 'au'; regions: production (eu), uk, qatar, alpha; groups: production, staging",
            ]);
    }

    [Fact]
    public void Several_problems_are_reported_together() =>
        Problems(
                Named("quatar", "ku") with
                {
                    Waves =
                    [
                        ["uk"],
                    ],
                }
            )
            .ShouldBe([
                "--regions: unknown region 'quatar'; regions: production, uk, qatar, alpha; groups: production, staging",
                "--regions: unknown region 'ku'; regions: production, uk, qatar, alpha; groups: production, staging",
                "--waves: 'uk' is not among the regions of this run; there are none",
            ]);

    [Theory]
    [InlineData("staging", "--regions: staging has no region")]
    [InlineData("group:staging", "--regions: group:staging has no region")]
    [InlineData("group:production,group:staging", null)]
    [InlineData("", "fleet.yaml: the default group staging has no region")]
    public void A_selection_of_nothing_is_no_run_of_nothing(string names, string? problem)
    {
        var fleet = Sample with
        {
            DefaultGroup = "staging",
            Groups = new Dictionary<string, IReadOnlyList<string>>(Sample.Groups) { ["staging"] = [] },
        };
        var request = Named(names.Split(',', StringSplitOptions.RemoveEmptyEntries));

        if (problem is null)
            RegionSelection.Select(fleet, request).Count.ShouldBe(3);
        else
            Should.Throw<UsageException>(() => RegionSelection.Select(fleet, request)).Problems.ShouldBe([problem]);
    }

    [Fact]
    public void With_the_flag_a_region_that_the_fleet_does_not_know_is_a_GKE_cluster()
    {
        var request = Named("oman") with { Gke = true, GkeProject = "p2", GkeLocation = "l2" };

        Select(request)[0]
            .Regions[0]
            .ShouldBe(
                new Region
                {
                    Name = "oman",
                    Provider = Provider.Gke,
                    Cluster = "oman",
                    Namespace = "shop",
                    Project = "p2",
                    Location = "l2",
                    Manifests = "gke",
                }
            );
    }

    [Fact]
    public void Such_a_region_needs_a_project_and_a_location() =>
        Problems(Named("oman") with { GkeRegions = ["oman"] })
            .ShouldBe([
                "region oman: the fleet does not know it; say --gke-project=PROJECT",
                "region oman: the fleet does not know it; say --gke-location=LOCATION",
            ]);

    [Fact]
    public void Such_a_region_needs_a_name_that_a_cluster_can_have() =>
        Problems(Named("--oman") with { Gke = true, GkeProject = "p", GkeLocation = "l" })
            .ShouldBe(["--regions: '--oman' cannot be a cluster's name"]);

    [Fact]
    public void Only_the_listed_regions_are_GKE_when_some_are_listed() =>
        Problems(Named("oman", "egypt") with { Gke = true, GkeRegions = ["oman"], GkeProject = "p", GkeLocation = "l" })
            .ShouldBe([
                "--regions: unknown region 'egypt'; regions: production, uk, qatar, alpha; groups: production, staging",
            ]);

    [Fact]
    public void A_listed_region_that_is_not_of_the_run_is_an_error() =>
        Problems(Named("uk") with { GkeRegions = ["qatar"] })
            .ShouldBe(["--gke-regions: 'qatar' is not among the regions of this run (uk)"]);

    [Theory]
    [InlineData("uk", "aks", 16)]
    [InlineData("alpha", "context", 18)]
    public void The_flag_contradicts_a_region_of_another_provider(string name, string provider, int line) =>
        Problems(Named(name) with { Gke = true })
            .ShouldBe([$"region {name}: --gke contradicts the fleet, where it is {provider} (fleet.yaml:{line})"]);

    [Fact]
    public void The_flag_agrees_with_a_region_that_is_GKE_in_the_fleet() =>
        Waves(Named("qatar") with { Gke = true, GkeProject = "p1", GkeLocation = "l1" }).ShouldBe(["1: qatar"]);

    [Fact]
    public void The_flag_says_nothing_of_the_members_of_a_group() =>
        Waves(new RegionRequest { Gke = true }).ShouldBe(["1: uk", "2: production", "3: qatar"]);

    [Fact]
    public void Another_project_or_location_than_the_fleet_has_is_a_contradiction() =>
        Problems(Named("qatar") with { GkeProject = "p2", GkeLocation = "l2" })
            .ShouldBe([
                "region qatar: --gke-project=p2 contradicts the fleet, where it is p1 (fleet.yaml:17)",
                "region qatar: --gke-location=l2 contradicts the fleet, where it is l1 (fleet.yaml:17)",
            ]);

    [Fact]
    public void Waves_of_the_command_line_replace_those_of_the_fleet() =>
        Waves(
                new RegionRequest
                {
                    Waves =
                    [
                        ["qatar"],
                        ["production", "uk"],
                    ],
                }
            )
            .ShouldBe(["1: qatar", "2: production uk"]);

    [Fact]
    public void Waves_of_the_command_line_name_every_region_of_the_run_once() =>
        Problems(
                new RegionRequest
                {
                    Waves =
                    [
                        ["uk", "ukk"],
                        ["uk"],
                    ],
                }
            )
            .ShouldBe([
                "--waves: 'ukk' is not among the regions of this run; those are: production, uk, qatar",
                "--waves: 'uk' is in two waves",
                "--waves: 'production' is in no wave; name every region of this run",
                "--waves: 'qatar' is in no wave; name every region of this run",
            ]);

    [Fact]
    public void Waves_of_the_fleet_that_no_region_of_the_run_is_in_do_not_count() =>
        Waves(Named("qatar", "production")).ShouldBe(["1: production", "2: qatar"]);

    private static RegionRequest Named(params string[] names) => new() { Names = names };

    private static IReadOnlyList<Wave> Select(RegionRequest request) => RegionSelection.Select(Sample, request);

    private static IEnumerable<string> Waves(RegionRequest request) =>
        Select(request)
            .Select(wave => $"{wave.Number}: {string.Join(' ', wave.Regions.Select(region => region.Name))}");

    private static IReadOnlyList<string> Problems(RegionRequest request) =>
        Should.Throw<UsageException>(() => Select(request)).Problems;
}
