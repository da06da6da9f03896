using Foundation.Failures;
using Releases.Fleets;
using Releases.Fleets.Reading;
using Releases.Versions;

namespace Releases.Tests.Fleets;

public sealed class FleetFileTests
{
    [Fact]
    public void Everything_that_the_file_says_is_read()
    {
        var fleet = SampleFleet.Read();

        fleet.Image.ShouldBe("example.azurecr.io/app");
        fleet.RegistryName.ShouldBe("example");
        fleet.MainBranch.ShouldBe("main");
        fleet.DefaultGroup.ShouldBe("production");
        fleet.Groups["production"].ShouldBe(["production", "uk", "qatar"]);
        fleet.Waves.ShouldBe([
            ["uk"],
            ["production"],
        ]);
        fleet.Migration.ShouldBe(new JobRule("jobs/migration.yaml", "migration"));
        fleet
            .Workloads.Select(rule => $"{rule.Selector} {string.Join('+', rule.Kinds)} {rule.TagTemplate}")
            .ShouldBe(["image=app Deployment+CronJob {version}", "image=static Deployment {version}-static"]);
        fleet.Regions.Select(region => region.Name).ShouldBe(["production", "uk", "qatar", "alpha"]);
    }

    [Fact]
    public void Regions_of_every_provider_are_read()
    {
        var regions = SampleFleet.Read().Regions.ToDictionary(region => region.Name);

        regions["uk"]
            .ShouldBe(
                new Region
                {
                    Name = "uk",
                    Provider = Provider.Aks,
                    Cluster = "uk",
                    Namespace = "shop",
                    ResourceGroup = "RG",
                    Url = new Uri("https://uk.example.com/"),
                    Line = 16,
                }
            );
        regions["qatar"]
            .ShouldBe(
                new Region
                {
                    Name = "qatar",
                    Provider = Provider.Gke,
                    Cluster = "qatar",
                    Namespace = "shop",
                    Project = "p1",
                    Location = "l1",
                    Manifests = "gke",
                    Line = 17,
                }
            );
        regions["alpha"]
            .ShouldBe(
                new Region
                {
                    Name = "alpha",
                    Provider = Provider.Context,
                    Cluster = "kind-alpha",
                    Namespace = "alpha",
                    HasOwnNamespace = true,
                    Kubeconfig = Path.GetFullPath("kube/config"),
                    Tier = Tier.Staging,
                    Line = 18,
                }
            );
    }

    [Theory]
    [InlineData("kube/config", "/forms/kubernetes/kube/config")]
    [InlineData("../kube/config", "/forms/kube/config")]
    [InlineData("/etc/kube/config", "/etc/kube/config")]
    [InlineData("~/.kube/staging", "/home/ada/.kube/staging")]
    [InlineData("~config", "/forms/kubernetes/~config")]
    public void A_kubeconfig_is_found_from_the_files_folder_wherever_one_stands(string written, string path)
    {
        var text = SampleFleet.Text.Replace("kube/config", written, StringComparison.Ordinal);

        var fleet = FleetFile.Parse(
            Path.GetFullPath("/forms/kubernetes/fleet.yaml"),
            text,
            Path.GetFullPath("/home/ada")
        );

        fleet.Regions[^1].Kubeconfig.ShouldBe(Path.GetFullPath(path));
    }

    [Fact]
    public void The_folder_of_somebody_else_is_written_out() =>
        Should
            .Throw<UsageException>(() =>
                FleetFile.Parse("fleet.yaml", SampleFleet.Text.Replace("kube/config", "~bob/config"), "/home/ada")
            )
            .Problems.ShouldBe([
                "fleet.yaml:18: region alpha: kubeconfig: of folders with a ~ only your own, ~/, is known; write the path of '~bob/config'",
            ]);

    [Theory]
    [InlineData("MegForms.AzureCR.io", "megforms.azurecr.io", "MegForms")]
    [InlineData("Registry.example:5000", "registry.example:5000", "Registry")]
    [InlineData("LOCALHOST", "localhost", "LOCALHOST")]
    public void The_registrys_host_is_one_however_it_is_spelled(string written, string host, string name)
    {
        var fleet = SampleFleet.Parse(
            SampleFleet.Text.Replace("example.azurecr.io", written, StringComparison.Ordinal)
        );

        fleet.Registry.ShouldBe(host);
        fleet.Image.ShouldBe($"{host}/app");
        fleet.RegistryName.ShouldBe(name);
    }

    [Fact]
    public void What_is_left_out_has_a_default()
    {
        var fleet = SampleFleet.Parse(
            """
            registry: localhost:5000
            repository: app
            workloads: [{ selector: app=x }]
            default: all
            groups: { all: [one] }
            regions: { one: { provider: context, context: kind } }
            """
        );

        fleet.MainBranch.ShouldBe("main");
        fleet.RegistryName.ShouldBe("localhost");
        fleet.Migration.ShouldBe(new JobRule("jobs/migration.yaml", "migration"));
        fleet.Waves.ShouldBeEmpty();
        fleet.Workloads[0].Kinds.ShouldBe([WorkloadKind.Deployment]);
        fleet.Workloads[0].TagTemplate.ShouldBe("{version}");
        fleet.Regions[0].Namespace.ShouldBe("default");
        fleet.Regions[0].Tier.ShouldBe(Tier.Production);
    }

    [Fact]
    public void Manifests_are_those_of_the_region_when_it_has_its_own()
    {
        var fleet = SampleFleet.Read() with { File = Path.Combine(Path.GetTempPath(), "k", "fleet.yaml") };

        fleet.ManifestOf(fleet.Migration, fleet.Regions[0]).ShouldBe(Path.Combine(fleet.Folder, "jobs/migration.yaml"));
        fleet
            .ManifestOf(fleet.Migration, fleet.Regions[2])
            .ShouldBe(Path.Combine(fleet.Folder, "gke", "jobs/migration.yaml"));
    }

    [Fact]
    public void The_fleet_of_this_repository_is_right()
    {
        var fleet = FleetFile.Read(Path.Combine(Repository.Root, "kubernetes", "fleet.yaml"));

        fleet.Groups["production"].ShouldBe(["production", "uk", "uae", "au", "us", "qatar", "ksa"]);
        fleet.Image.ShouldBe("megforms.azurecr.io/megforms");
        fleet.RegistryName.ShouldBe("MegForms");
        fleet.Regions.ShouldAllBe(region => File.Exists(fleet.ManifestOf(fleet.Migration, region)));
        RegionSelection
            .Select(fleet, new RegionRequest())
            .Select(wave => string.Join(' ', wave.Regions.Select(region => region.Name)))
            .ShouldBe(["uk", "production uae au us qatar ksa"]);
    }

    [Fact]
    public void Databases_are_PostgreSQL_unless_the_file_says_otherwise()
    {
        SampleFleet.Read().IsPostgreSql.ShouldBeTrue();
        SampleFleet.Parse(SampleFleet.Text + "\ndatabase: mysql").Database.ShouldBe("mysql");
    }

    [Theory]
    [InlineData("linux/arm64")]
    [InlineData("linux/arm/v7")]
    public void The_nodes_are_linux_amd64_unless_the_file_says_otherwise(string platform)
    {
        const string Text =
            "registry: r.io\nrepository: app\nworkloads: [{ selector: app=x }]\ndefault: all\n"
            + "groups: { all: [one] }\nregions: { one: { provider: context, context: kind } }\n";

        SampleFleet.Parse(Text).Platform.ToString().ShouldBe("linux/amd64");
        SampleFleet.Parse($"platform: {platform}\n{Text}").Platform.ToString().ShouldBe(platform);
    }

    [Fact]
    public void Rules_about_migrations_have_levels_of_the_team()
    {
        var fleet = SampleFleet.Parse(
            SampleFleet.Text + "\nmigrationRules: { locks-writes: error, locks-briefly: off }"
        );

        fleet.MigrationRules["locks-writes"].ShouldBe("error");
        fleet.MigrationRules["locks-briefly"].ShouldBe("off");
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Should
            .Throw<UsageException>(() => FleetFile.Read("no-such-fleet.yaml"))
            .Message.ShouldBe("no-such-fleet.yaml: there is no such fleet file; name one with --fleet=FILE");

    [Theory]
    [InlineData("1.2.3", "1.2.3-static")]
    [InlineData("branch-x", "branch-x-static")]
    public void A_rule_makes_tags_and_recognises_them(string version, string tag)
    {
        var rule = new WorkloadRule("image=static", [WorkloadKind.Deployment], "{version}-static");

        rule.TagOf(ImageTag.TryParse(version)!).ShouldBe(tag);
        rule.VersionOf(tag).ShouldBe(version);
    }

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("-static")]
    [InlineData("")]
    public void A_tag_that_a_rule_did_not_make_has_no_version(string tag) =>
        new WorkloadRule("x", [], "{version}-static").VersionOf(tag).ShouldBeNull();
}
