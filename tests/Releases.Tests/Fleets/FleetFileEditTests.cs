using System.Globalization;
using CsCheck;
using Foundation.Failures;
using Releases.Fleets;
using Releases.Fleets.Editing;

namespace Releases.Tests.Fleets;

public sealed class FleetFileEditTests
{
    private const string Block = """
        # The whole fleet.
        registry: example.azurecr.io # where images are
        repository: app
        workloads:
          - { selector: image=app, kinds: [Deployment], tag: "{version}" }
        default: production
        groups:
          production:
            - uk
            - eu   # the first
          # Nobody pays for these.
          staging: [alpha]
        waves:
          - [uk]
          - [eu]

        regions:
          uk:
            provider: aks
            cluster: uk
            resourceGroup: RG # the old one
          alpha: { provider: context, context: alpha, tier: staging }
          # The last one.
          eu:
              provider: aks
              cluster: eu
              resourceGroup: RG   # and this

        # The end.
        """;

    private static readonly NewRegion Bahrain = new()
    {
        Name = "bahrain",
        Texts =
        [
            new("provider", "aks"),
            new("cluster", "bahrain"),
            new("resourceGroup", "RG"),
            new("url", "https://bahrain.example.com/"),
        ],
        Groups = ["production"],
        Wave = 2,
    };

    [Fact]
    public void A_region_is_written_as_the_last_one_is_and_every_other_letter_stays()
    {
        var change = FleetFileEdit.Add("fleet.yaml", Block, Bahrain with { Aliases = ["bh", "manama"] });

        change.After.ShouldBe(
            Block
                .Replace("    - eu   # the first", "    - eu   # the first\n    - bahrain", StringComparison.Ordinal)
                .Replace("  - [eu]", "  - [eu, bahrain]", StringComparison.Ordinal)
                .Replace(
                    "resourceGroup: RG   # and this",
                    """
                    resourceGroup: RG   # and this
                      bahrain:
                          aliases: [bh, manama]
                          provider: aks
                          cluster: bahrain
                          resourceGroup: RG
                          url: "https://bahrain.example.com/"
                    """,
                    StringComparison.Ordinal
                )
        );
        change.Lines.ShouldBe([
            "line 10:",
            "      - eu   # the first",
            "+     - bahrain",
            "line 15:",
            "-   - [eu]",
            "+   - [eu, bahrain]",
            "line 27:",
            "        resourceGroup: RG   # and this",
            "+   bahrain:",
            "+       aliases: [bh, manama]",
            "+       provider: aks",
            "+       cluster: bahrain",
            "+       resourceGroup: RG",
            "+       url: \"https://bahrain.example.com/\"",
        ]);
    }

    [Fact]
    public void In_a_fleet_of_one_line_each_it_is_one_line()
    {
        var after = Added(SampleFleet.Text, Bahrain with { Groups = ["production", "staging", "gulf"], Wave = 3 });

        after.ShouldContain(
            "  production: [production, uk, qatar, bahrain]\n  staging: [alpha, bahrain]\n  gulf: [bahrain]\n"
        );
        after.ShouldContain("waves: [[uk], [production], [bahrain]]\n");
        after.ShouldEndWith(
            "namespace: alpha }\n  bahrain: { provider: aks, cluster: bahrain, resourceGroup: RG, url: \"https://bahrain.example.com/\" }"
        );
        var fleet = SampleFleet.Parse(after);
        fleet.Regions.Select(region => region.Name).ShouldBe(["production", "uk", "qatar", "alpha", "bahrain"]);
        fleet.Groups["gulf"].ShouldBe(["bahrain"]);
        fleet.Waves[2].ShouldBe(["bahrain"]);
    }

    [Fact]
    public void A_mapping_in_brackets_and_the_line_ends_of_Windows_stay_what_they_are()
    {
        const string Text =
            "registry: r.example\r\nrepository: app\r\nworkloads: [{ selector: a=b }]\r\ndefault: all\r\n"
            + "groups: { all: [\r\n  north # cold }\r\n] }\r\nregions: { north: { provider: context, context: kind } } # all\r\n";

        Added(Text, Bahrain with { Groups = ["all"], Wave = null })
            .ShouldBe(
                Text.Replace("  north #", "  north, bahrain #", StringComparison.Ordinal)
                    .Replace(
                        "kind } }",
                        "kind }, bahrain: { provider: aks, cluster: bahrain, resourceGroup: RG, url: \"https://bahrain.example.com/\" } }",
                        StringComparison.Ordinal
                    )
            );
        Added(Block.ReplaceLineEndings("\r\n"), Bahrain)
            .Replace("\r\n", "", StringComparison.Ordinal)
            .ShouldNotContain('\n');
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("0123")]
    [InlineData("a: b # c")]
    [InlineData("""quoted "twice" \ """)]
    [InlineData("{version}")]
    public void A_value_is_quoted_where_it_would_be_read_as_something_else(string value)
    {
        var region = Bahrain with
        {
            Texts = [new("provider", "aks"), new("cluster", value), new("resourceGroup", "RG")],
        };

        foreach (var text in new[] { Block, SampleFleet.Text })
            SampleFleet.Parse(Added(text, region)).Regions[^1].Cluster.ShouldBe(value);
    }

    [Fact]
    public void Whatever_it_is_called_the_fleet_is_the_old_one_and_the_region() =>
        Gen.Select(Gen.String[Gen.Char["abc-09"], 1, 12], Gen.Int[1, 3], Gen.Bool)
            .Where(given => KubernetesName.IsLabel(given.Item1))
            .Sample(
                given =>
                {
                    var (name, wave, isBlock) = given;
                    var text = isBlock ? Block : SampleFleet.Text;
                    var before = SampleFleet.Parse(text);

                    var after = SampleFleet.Parse(Added(text, Bahrain with { Name = name, Wave = wave }));

                    after.Regions.SkipLast(1).Select(Plain).ShouldBe(before.Regions.Select(Plain));
                    after.Regions[^1].Name.ShouldBe(name);
                    after.Groups["production"].ShouldBe([.. before.Groups["production"], name]);
                    after.Groups["staging"].ShouldBe(before.Groups["staging"]);
                    after
                        .Waves.SelectMany(each => each)
                        .ShouldBe([.. before.Waves.SelectMany(each => each), name], ignoreOrder: true);
                    after.Waves[wave - 1].ShouldContain(name);
                },
                iter: 200
            );

    [Theory]
    [InlineData(
        "staging: [alpha]",
        "staging: &some [alpha]\n  other: *some",
        "cannot be added without changing something else"
    )]
    [InlineData("  alpha:", "  beta: &b { provider: context, context: b }\n  alpha:", "region beta: in no group")]
    public void What_cannot_be_edited_for_sure_is_refused_with_what_to_write(string from, string to, string problem) =>
        Problem(SampleFleet.Text.Replace(from, to, StringComparison.Ordinal), Bahrain with { Groups = ["staging"] })
            .ShouldContain(problem);

    [Fact]
    public void A_region_that_would_make_the_file_wrong_is_refused_with_the_line()
    {
        var where = (SampleFleet.Text.Split('\n').Length + 1).ToString(CultureInfo.InvariantCulture);

        Problem(SampleFleet.Text, Bahrain with { Texts = [new("provider", "gke"), new("cluster", "bahrain")] })
            .ShouldStartWith($"fleet.yaml:{where}: region bahrain: 'project' is missing");
        Problem(SampleFleet.Text, Bahrain with { Aliases = ["uk"] })
            .ShouldBe($"fleet.yaml:{where}: region bahrain: its alias 'uk' is the name of a region");
    }

    [Fact]
    public void A_file_without_waves_has_none_to_join() =>
        Problem(SampleFleet.Text.Replace("waves: [[uk], [production]]\n", "", StringComparison.Ordinal), Bahrain)
            .ShouldBe("fleet.yaml: it has no 'waves' for bahrain to be in; write it by hand");

    private static string Problem(string text, NewRegion region) =>
        Should.Throw<UsageException>(() => Added(text, region)).Problems[0];

    private static string Added(string text, NewRegion region) => FleetFileEdit.Add("fleet.yaml", text, region).After;

    private static string Plain(Region region) =>
        (region with { Line = 0, Aliases = [] }).ToString() + string.Join(',', region.Aliases);
}
