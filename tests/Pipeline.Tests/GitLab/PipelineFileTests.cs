using Pipeline.Tests.Drills;
using Releases.Fleets;
using Releases.Fleets.Reading;
using YamlDotNet.RepresentationModel;

namespace Pipeline.Tests.GitLab;

/// <summary>
/// The pipeline and the fleet file have to name the same regions: GitLab cannot read the one from the other.
/// </summary>
public sealed class PipelineFileTests
{
    private static readonly Fleet Fleet = FleetFile.Read(Path.Combine(Repository.Root, "kubernetes", "fleet.yaml"));

    [Fact]
    public void A_tag_is_deployed_in_the_waves_of_the_fleet()
    {
        var waves = RegionSelection.Select(Fleet, new RegionRequest());

        Jobs().Where(job => job.StartsWith("deploy ", StringComparison.Ordinal)).Count().ShouldBe(waves.Count);
        foreach (var wave in waves)
        {
            RegionsOf($"deploy {wave.Number}").ShouldBe(wave.Regions.Select(region => region.Name));
            Text($"deploy {wave.Number}", "stage").ShouldBe($"deploy {wave.Number}");
        }
    }

    [Fact]
    public void Every_region_can_be_taken_back() =>
        RegionsOf("rollback").ShouldBe(Fleet.Regions.Select(region => region.Name), ignoreOrder: true);

    [Theory]
    [InlineData(".region", "production/$REGION", "production")]
    [InlineData("staging", "staging/$REGION", "staging")]
    public void Every_region_is_an_environment_that_one_job_at_a_time_deploys_to(string job, string name, string tier)
    {
        var environment = (YamlMappingNode)Node(job, "environment");

        environment["name"].ToString().ShouldBe(name);
        environment["deployment_tier"].ToString().ShouldBe(tier);
        environment["url"].ToString().ShouldBe("$RELEASE_URL");
        Text(job, "resource_group").ShouldBe(name);
    }

    [Fact]
    public void No_deploy_job_needs_an_artifact_of_another()
    {
        foreach (var job in Jobs())
        {
            Keys(job).ShouldNotContain("dependencies");
            if (Keys(job).Contains("needs"))
                ((YamlSequenceNode)Node(job, "needs")).Children.ShouldBeEmpty();
        }
    }

    [Fact]
    public void What_a_job_runs_is_a_target_that_people_run()
    {
        var scripts = Jobs()
            .Where(job => Keys(job).Contains("script"))
            .SelectMany(job => ((YamlSequenceNode)Node(job, "script")).Children.Select(line => line.ToString()));

        scripts.Where(line => !line.StartsWith("./build.sh --target=", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    // GitLab's documentation, "CI/CD YAML syntax reference", release:description: a text, or the path of a file.
    [Fact]
    public void The_entry_on_the_releases_page_is_what_the_tool_has_written_of_the_images_record()
    {
        var description = ((YamlMappingNode)Node("release", "release"))["description"].ToString();
        var written = ((YamlSequenceNode)Node("release", "script")).Children.ShouldHaveSingleItem().ToString();
        var images = ((YamlSequenceNode)Node("images", "script")).Children.ShouldHaveSingleItem().ToString();

        written.ShouldEndWith($" > {description}");
        var record = written.Split(' ').Single(word => word.StartsWith("--record=", StringComparison.Ordinal));
        images.Split(' ').ShouldContain(record);
        ((YamlSequenceNode)((YamlMappingNode)Node("images", "artifacts"))["paths"])
            .Children.Select(path => $"--record={path}")
            .ShouldContain(record);
    }

    // Variables of an environment reach its jobs alone; so the login of production reaches no branch.
    [Theory]
    [InlineData("deploy 1", ".version")]
    [InlineData("deploy 2", ".version")]
    [InlineData("rollback", "rollback")]
    public void Only_the_tag_of_a_version_has_the_environment_of_production(string job, string ruled)
    {
        var rules = (YamlSequenceNode)Node(ruled, "rules");

        Keys(job).ShouldNotContain("environment");
        HasEnvironment(job).ShouldBeTrue();
        rules.Children.ShouldHaveSingleItem()["if"].ToString().ShouldBe(@"$CI_COMMIT_TAG =~ /^\d+\.\d+\.\d+$/");
    }

    [Fact]
    public void No_other_job_than_those_and_staging_has_an_environment() =>
        Jobs()
            .Where(job => !job.StartsWith('.') && HasEnvironment(job))
            .ShouldBe(["deploy 1", "deploy 2", "rollback", "staging"]);

    [Fact]
    public void A_login_is_removed_at_the_end_of_its_job()
    {
        Steps(".cloud", "before_script").ShouldBe([".ci/login"]);
        Steps(".cloud", "after_script").ShouldBe(["rm -rf -- \"$LOGIN\""]);
        Jobs().Where(job => job != ".cloud" && Keys(job).Contains("after_script")).ShouldBeEmpty();
    }

    private static IEnumerable<string> Steps(string job, string key) =>
        ((YamlSequenceNode)Node(job, key)).Children.Select(step => step.ToString());

    private static bool HasEnvironment(string job) =>
        Keys(job).Contains("environment") || (Keys(job).Contains("extends") && Parents(job).Any(HasEnvironment));

    private static IEnumerable<string> Parents(string job) =>
        Node(job, "extends") is YamlSequenceNode several
            ? several.Children.Select(part => part.ToString())
            : [Text(job, "extends")];

    private static YamlMappingNode Pipeline { get; } = Read();

    private static IEnumerable<string> Jobs() =>
        Pipeline
            .Children.Where(entry => entry.Value is YamlMappingNode)
            .Select(entry => entry.Key.ToString())
            .Except(["workflow", "variables", "default"]);

    private static IEnumerable<string> Keys(string job) =>
        ((YamlMappingNode)Pipeline[job]).Children.Keys.Select(key => key.ToString());

    private static YamlNode Node(string job, string key) => ((YamlMappingNode)Pipeline[job])[key];

    private static string Text(string job, string key) => Node(job, key).ToString();

    private static IEnumerable<string> RegionsOf(string job)
    {
        var matrix = (YamlSequenceNode)((YamlMappingNode)Node(job, "parallel"))["matrix"];
        return ((YamlSequenceNode)((YamlMappingNode)matrix[0])["REGION"]).Children.Select(region => region.ToString());
    }

    private static YamlMappingNode Read()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(Repository.Root, ".gitlab-ci.yml"))));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }
}
