using System.Globalization;
using Foundation.Timing;
using Pipeline.GitLab;
using Pipeline.Options;
using Pipeline.Tests.Drills;
using YamlDotNet.RepresentationModel;

namespace Pipeline.Tests.GitLab;

/// <summary>The project's own pipeline, with the files that it includes.</summary>
public sealed class PipelineFileTests
{
    private static PipelineFile Pipeline { get; } =
        PipelineFile.Of([
            .. new[] { ".gitlab-ci.yml", ".ci/release.yml", ".ci/regions.yml" }.Select(file =>
                File.ReadAllText(Path.Combine(Repository.Root, file))
            ),
        ]);

    [Fact]
    public void Only_the_pipeline_of_the_regions_deploys()
    {
        Pipeline.Jobs.Where(job => Pipeline.Has(job, "environment")).ShouldBe(["pages"]);
        // GitLab documentation, "environment:action": with access a job has the variables and deploys nothing.
        Pipeline.Text("pages", "environment", "action").ShouldBe("access");
        Pipeline
            .Scripts.Where(line => line.Contains("Deploy", StringComparison.Ordinal))
            .ShouldBe(Pipeline.ScriptOf(".deploy"));
    }

    [Theory]
    [InlineData("deploy", "deploy-regions")]
    [InlineData("staging", "staging-regions")]
    public void The_pipeline_of_the_regions_is_made_in_the_job_before(string job, string before)
    {
        var included = Pipeline.Items(job, "trigger", "include").ShouldHaveSingleItem();

        included["job"].ToString().ShouldBe(before);
        Pipeline.Texts(before, "artifacts", "paths").ShouldBe([included["artifact"].ToString()]);
        Pipeline.ScriptOf(before).ShouldHaveSingleItem().ShouldEndWith($" >{included["artifact"]}");
        Pipeline.Texts(job, "needs").ShouldBe([before]);
        // Variables of the file would come before those of a region's environment.
        Pipeline.Text(job, "trigger", "forward", "yaml_variables").ShouldBe("false");
    }

    // GitLab documentation, "dependencies": without them a job gets the artifacts of all jobs of the stages before.
    [Fact]
    public void Images_are_built_of_a_checkout_to_which_no_other_job_has_added_anything()
    {
        Pipeline.Items("images", "dependencies").ShouldBeEmpty();
        Pipeline.Has("images", "needs").ShouldBeFalse();
        // The entry on the releases page is made of what that job has left.
        Pipeline.Has("release", "dependencies").ShouldBeFalse();
    }

    // A variable of an environment reaches its jobs alone; so the login of production reaches no branch.
    [Theory]
    [InlineData("images")]
    [InlineData(RegionJobNames.BeforeDeploy)]
    [InlineData("deploy")]
    [InlineData("release")]
    public void Production_is_released_by_the_tag_of_a_version_alone(string job) =>
        Pipeline
            .Items(job, "rules")
            .ShouldHaveSingleItem()["if"]
            .ToString()
            .ShouldBe(@"$CI_COMMIT_TAG =~ /^\d+\.\d+\.\d+$/");

    [Theory]
    [InlineData("pages")]
    [InlineData("staging-regions")]
    [InlineData("staging")]
    public void A_schedule_makes_the_page_of_the_fleet_and_nothing_else(string job)
    {
        var rule = Pipeline
            .Items(job, "rules")
            .First(each =>
                each["if"].ToString().Contains("CI_PIPELINE_SOURCE == \"schedule\"", StringComparison.Ordinal)
            );
        var isNever = ((YamlMappingNode)rule).Children.TryGetValue("when", out var when) && when.ToString() == "never";

        isNever.ShouldBe(job != "pages");
        Pipeline.Items(job, "rules")[0].ShouldBe(rule);
    }

    // Somebody may open a merge request from the main branch into another one, or by mistake.
    [Theory]
    [InlineData("CI_PIPELINE_SOURCE=push|CI_COMMIT_BRANCH=topic", true)]
    [InlineData("CI_PIPELINE_SOURCE=push|CI_COMMIT_BRANCH=topic|CI_OPEN_MERGE_REQUESTS=team/app!7", false)]
    [InlineData("CI_PIPELINE_SOURCE=merge_request_event|CI_OPEN_MERGE_REQUESTS=team/app!7", true)]
    [InlineData("CI_PIPELINE_SOURCE=push|CI_COMMIT_TAG=1.2.3", true)]
    [InlineData("CI_PIPELINE_SOURCE=schedule|CI_COMMIT_BRANCH=master", true)]
    [InlineData("CI_PIPELINE_SOURCE=schedule|CI_COMMIT_BRANCH=master|CI_OPEN_MERGE_REQUESTS=team/app!7", true)]
    public void A_branch_that_has_a_merge_request_has_one_pipeline_and_a_schedule_its_own(string variables, bool has)
    {
        var set = variables.Split('|').Select(each => each.Split('=')).ToDictionary(each => each[0], each => each[1]);

        // GitLab documentation, "workflow:rules": the first rule that is true decides.
        var rule = Pipeline
            .Items("workflow", "rules")
            .First(each => each["if"].ToString().Split(" && ").All(part => IsTrue(part, set)));

        (!((YamlMappingNode)rule).Children.ContainsKey("when")).ShouldBe(has);
    }

    private static bool IsTrue(string part, Dictionary<string, string> variables)
    {
        var words = part.Split(" == ");
        var value = variables.GetValueOrDefault(words[0].TrimStart('$'), "");
        return words.Length == 1 ? value.Length > 0 : value == words[1].Trim('"');
    }

    [Fact]
    public void What_a_job_runs_is_a_target_that_people_run() =>
        Pipeline
            .Scripts.Where(line => !line.StartsWith("./build.sh --target=", StringComparison.Ordinal))
            .ShouldBeEmpty();

    // GitLab's documentation, "CI/CD YAML syntax reference", release:description: a text, or the path of a file.
    [Fact]
    public void The_entry_on_the_releases_page_is_what_the_tool_has_written_of_the_images_record()
    {
        var written = Pipeline.ScriptOf("release").ShouldHaveSingleItem();
        var record = written.Split(' ').Single(word => word.StartsWith("--record=", StringComparison.Ordinal));

        written.ShouldEndWith($" >{Pipeline.Text("release", "release", "description")}");
        Pipeline.ScriptOf("images").ShouldHaveSingleItem().Split(' ').ShouldContain(record);
        Pipeline.Texts("images", "artifacts", "paths").Select(path => $"--record={path}").ShouldContain(record);
    }

    [Theory]
    [InlineData("migrations")]
    [InlineData("images")]
    [InlineData("deploy-regions")]
    [InlineData("release")]
    [InlineData(".deploy")]
    public void Defaults_of_the_projects_files_and_variables_that_are_not_for_them_reach_no_job_of_a_release(string job)
    {
        Pipeline.Text(job, "inherit", "default").ShouldBe("false");
        Pipeline.Text(job, "inherit", "variables").ShouldBe("[ RELEASE_START ]");
    }

    // GitLab documentation, "CI/CD variable precedence": those of the settings come before those of a job. A project
    // may have one of a common name for something else.
    [Theory]
    [InlineData("migrations")]
    [InlineData("images")]
    [InlineData("deploy-regions")]
    [InlineData("staging-regions")]
    [InlineData("release")]
    [InlineData("pages", "REGIONS")]
    [InlineData(".deploy")]
    [InlineData(".rollback")]
    public void Variables_of_the_settings_that_are_not_for_the_tool_are_none_of_its_arguments(
        string job,
        params string[] read
    )
    {
        string[] own = ["CI_", "GITLAB_", "RELEASE_", "DOCKER_REGISTRY_"];
        var common = KnownArguments
            .Release.SelectMany(argument => argument.Variables)
            .Where(name => name != "CI" && !own.Any(begin => name.StartsWith(begin, StringComparison.Ordinal)))
            // Whoever has it means the repository of the images, as on the page before this tool.
            .Except(["IMAGE", .. read]);

        var unset = Pipeline.LinesOf(job, "before_script").First().Split(' ');

        unset[0].ShouldBe("unset");
        unset.Skip(1).ShouldBe(common, ignoreOrder: true);
    }

    [Fact]
    public void Images_are_those_of_the_tag() =>
        Pipeline.ScriptOf("images").ShouldHaveSingleItem().ShouldContain(" --version=\"$CI_COMMIT_TAG\" ");

    [Fact]
    public void Every_job_that_logs_in_removes_the_login_at_its_end()
    {
        foreach (var job in Pipeline.Jobs.Where(job => Pipeline.Has(job, "id_tokens")))
            Pipeline.LinesOf(job, "before_script").Last().ShouldBe(".ci/login");
        Pipeline.Jobs.Where(job => Pipeline.HasOwn(job, "after_script")).ShouldBe([".cloud"]);
    }

    // GitLab documentation, "Configuring runners": after_script and the upload of artifacts need time that the script
    // has left. Before it, the runner has fetched the checkout, the image and the cache.
    [Theory]
    [InlineData("images")]
    [InlineData("pages")]
    [InlineData(".deploy")]
    [InlineData(".rollback")]
    public void A_script_that_takes_too_long_ends_while_there_is_time_to_keep_its_record(string job)
    {
        var limit = DurationText.TryParse(Pipeline.Text(job, "timeout").Replace(" hours", "h"))!.Value;
        Pipeline.Has(job, "after_script").ShouldBeTrue();
        var script = DurationOf(job, "RUNNER_SCRIPT_TIMEOUT");
        var end = DurationOf(job, "RUNNER_AFTER_SCRIPT_TIMEOUT");

        (limit - script - end).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(10));
        end.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1));
    }

    // As Go writes it.
    private static TimeSpan DurationOf(string job, string variable)
    {
        var text = Pipeline.Text(job, "variables", variable);
        return TimeSpan.ParseExact(text, [@"h\hm\m", @"m\m"], CultureInfo.InvariantCulture);
    }

    // GitLab documentation, "artifacts:access": without it everybody reads those of a public project.
    [Fact]
    public void Records_are_for_members_of_the_project()
    {
        var recording = Pipeline.Jobs.Where(job =>
            Pipeline.Has(job, "artifacts")
            && Pipeline.Has(job, "script")
            && Pipeline.ScriptOf(job).Any(line => line.Contains("--record=", StringComparison.Ordinal))
        );

        recording.ShouldBe([".deploy", ".rollback", "images"], ignoreOrder: true);
        foreach (var artifacts in recording.Select(job => Pipeline.Map(job, "artifacts")))
        {
            artifacts["access"].ShouldBe("developer");
            // GitLab takes one of the two.
            artifacts.Keys.ShouldNotContain("public");
        }
    }

    // An application's own jobs would get what stands there, such as the image of releases.
    [Fact]
    public void What_an_application_includes_changes_none_of_its_jobs()
    {
        var included = PipelineFile.Of([
            File.ReadAllText(Path.Combine(Repository.Root, ".ci/release.yml")),
            File.ReadAllText(Path.Combine(Repository.Root, ".ci/regions.yml")),
        ]);

        included.Keys.Where(PipelineFile.IsForAllJobs).ShouldBe(["variables"]);
        included.IsEmpty("variables").ShouldBeTrue();
    }
}
