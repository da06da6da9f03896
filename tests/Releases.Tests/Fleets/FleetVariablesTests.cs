using Foundation.Failures;
using Releases.Fleets;
using Releases.Fleets.Reading;
using Releases.Manifests;

namespace Releases.Tests.Fleets;

public sealed class FleetVariablesTests
{
    private const string Variables = """
        variables:
          PORT: 8000
          QUOTED: "8000"
          COMMAND: run $PORT
          LEVEL: low

        """;

    private const string OfRegion = "\n    variables: { LEVEL: high, OWN: \"1\" }\n    url: https://uk.example:8443/x";

    [Fact]
    public void A_region_has_those_of_the_fleet_and_its_own_go_before_them()
    {
        var fleet = Parse(Variables, OfRegion);

        Render(fleet, "uk", "level: $LEVEL\nown: $OWN\nhost: $HOST\nregion: ${REGION}")
            .ShouldBe("""{"level":"high","own":"1","host":"uk.example","region":"uk"}""");
        Render(fleet, "au", "level: $LEVEL").ShouldBe("""{"level":"low"}""");
    }

    [Fact]
    public void A_number_of_the_fleet_file_is_one_where_it_stands_alone_without_quotes()
    {
        var fleet = Parse(Variables, "");

        Render(fleet, "uk", "a: $PORT\nb: ${PORT}\nc: \"$PORT\"\nd: x$PORT\ne: $QUOTED\nf: $PORT$PORT")
            .ShouldBe("""{"a":8000,"b":8000,"c":"8000","d":"x8000","e":"8000","f":"80008000"}""");
    }

    [Fact]
    public void A_value_is_never_looked_into() =>
        Render(Parse(Variables, ""), "uk", "a: $COMMAND").ShouldBe("""{"a":"run $PORT"}""");

    [Theory]
    [InlineData("a: 1\nb: $SOMETHING", "job.yaml:2: unknown variable $SOMETHING; set it in `variables` in fleet.yaml")]
    [InlineData("a: $OWN", "job.yaml:1: unknown variable $OWN; set it in `variables` of region au in fleet.yaml")]
    [InlineData("a: $HOST", "job.yaml:1: unknown variable $HOST; region au has no `url` in fleet.yaml")]
    [InlineData(
        "a: $COMMANDS",
        "job.yaml:1: unknown variable $COMMANDS; did you mean 'COMMAND'? Else set it in `variables` in fleet.yaml"
    )]
    public void What_is_not_set_is_named_with_its_line_and_where_to_set_it(string manifest, string problem) =>
        Should
            .Throw<UsageException>(() => Render(Parse(Variables, OfRegion), "au", manifest))
            .Problems.ShouldBe([problem]);

    [Fact]
    public void The_host_of_nginx_is_not_taken_for_the_regions() =>
        Render(Parse(Variables, OfRegion), "uk", "a: $host $HOST").ShouldBe("""{"a":"$host uk.example"}""");

    [Theory]
    [InlineData("a: $port", "job.yaml:1: unknown variable $port; did you mean $PORT?")]
    [InlineData("a: $Host", "job.yaml:1: unknown variable $Host; did you mean $HOST?")]
    public void What_the_fleet_file_sets_is_written_in_capitals(string manifest, string problem) =>
        Should
            .Throw<UsageException>(() => Render(Parse(Variables, OfRegion), "uk", manifest))
            .Problems.ShouldBe([problem]);

    [Theory]
    [InlineData("VERSION: 1", "fleet: variables: $VERSION is filled in by every run; take another name")]
    [InlineData("HOST: x", "fleet: variables: $HOST is filled in by every run; take another name")]
    [InlineData("port: 1", "fleet: variables: 'port' has other letters than A-Z, 0-9 and _")]
    [InlineData("1PORT: 1", "fleet: variables: '1PORT' has other letters than A-Z, 0-9 and _")]
    [InlineData("PORT: [1]", "fleet: variables: 'PORT' has to be a text or a number")]
    [InlineData("PORT:", "fleet: variables: 'PORT' has to be a text or a number")]
    [InlineData("PORT: ~", "fleet: variables: 'PORT' has to be a text or a number")]
    [InlineData("PORT: null", "fleet: variables: 'PORT' has to be a text or a number")]
    public void What_is_wrong_with_them_has_its_line(string variable, string problem) =>
        Should
            .Throw<UsageException>(() => Parse($"variables:\n  {variable}\n", ""))
            .Problems.ShouldBe([$"fleet.yaml:8: {problem}"]);

    private static string Render(Fleet fleet, string region, string manifest) =>
        ManifestTemplate
            .Parse("job.yaml", manifest)
            .Render(
                RegionVariables.Of(
                    fleet,
                    fleet.Regions.Single(each => each.Name == region),
                    "1.2.3",
                    fleet.Image,
                    "Ada",
                    "main"
                )
            )
            .ToJsonString();

    private static Fleet Parse(string variables, string ofRegion) =>
        FleetFile.Parse(
            "fleet.yaml",
            $$"""
            registry: example.azurecr.io
            repository: app
            workloads: [{ selector: image=app }]
            default: all
            groups: { all: [uk, au] }
            waves: [[uk], [au]]
            {{variables}}regions:
              uk:
                provider: context
                context: uk{{ofRegion}}
              au: { provider: context, context: au }
            """
        );
}
