using System.Diagnostics;
using Foundation.Failures;
using Pipeline.Pipelines;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Fleets;
using Releases.Fleets.Reading;

namespace Pipeline.Tests.GitLab;

/// <summary>The pipeline that is made of a fleet file.</summary>
public sealed class RegionPipelineTests
{
    private const string Beginning = """
        registry: example.azurecr.io
        repository: app
        workloads: [{ selector: app=web, kinds: [Deployment], tag: "{version}" }]
        default: live
        groups: { live: [north, south, west], other: [aside] }
        waves: [[south], [north]]
        regions:
          north: { provider: aks, cluster: n, resourceGroup: g, url: "https://north.example/" }
          south: { provider: gke, cluster: s, project: p, location: l }
          west: { provider: aks, cluster: w, resourceGroup: g }
          aside: { provider: aks, cluster: a, resourceGroup: g }
        """;

    private const string Alpha = "\n  alpha: { provider: aks, cluster: t, resourceGroup: g, tier: staging }";

    private static readonly string Fleet = Beginning.Replace("[aside]", "[aside, alpha]") + Alpha;

    private static readonly string Templates = File.ReadAllText(Path.Combine(Repository.Root, ".ci", "regions.yml"));

    [Fact]
    public void Regions_are_deployed_in_the_waves_of_a_release_and_can_be_taken_back()
    {
        var pipeline = Made(Fleet);

        pipeline.Stages.ShouldBe(["deploy 1", "deploy 2", "deploy 3", "rollback"]);
        Own(pipeline)
            .Select(job => (job, pipeline.Text(job, "stage")))
            .ShouldBe([
                ("deploy south", "deploy 1"),
                ("deploy north", "deploy 2"),
                ("deploy west", "deploy 3"),
                ("rollback south", "rollback"),
                ("rollback north", "rollback"),
                ("rollback west", "rollback"),
            ]);
        pipeline.Has("deploy north", "when").ShouldBeFalse();
        pipeline.Text("rollback north", "when").ShouldBe("manual");
        // It waits for no deploy job, and the pipeline does not wait for it.
        pipeline.Items("rollback north", "needs").ShouldBeEmpty();
        pipeline.Text("rollback north", "allow_failure").ShouldBe("true");
    }

    [Theory]
    [InlineData("deploy north", "production/north", "https://north.example/")]
    [InlineData("rollback south", "production/south", null)]
    public void Every_region_is_an_environment_that_one_job_at_a_time_changes(string job, string name, string? url)
    {
        var pipeline = Made(Beginning);

        pipeline.Text(job, "environment", "name").ShouldBe(name);
        pipeline.Text(job, "environment", "deployment_tier").ShouldBe("production");
        var environment = pipeline.Map(job, "environment");
        // Without an address there is no link: GitLab would take a variable's name for one.
        environment.GetValueOrDefault("url").ShouldBe(url);
        environment.Values.ShouldAllBe(value => !value.Contains('$'));
        pipeline.Text(job, "resource_group").ShouldBe(name);
        pipeline.LinesOf(job, "before_script").ShouldContain(".ci/login");
    }

    // GitLab documentation, "CI/CD variable precedence": a variable of the project's settings, or one that is typed
    // where a manual job is started, comes before those of a job.
    [Theory]
    [InlineData(Tier.Production)]
    [InlineData(Tier.Staging)]
    public void No_variable_of_the_settings_makes_a_job_one_of_another_region(Tier tier)
    {
        var pipeline = Made(Fleet, tier);

        foreach (var job in Own(pipeline))
        {
            var region = job.Split(' ')[1];
            pipeline.HasOwn(job, "variables").ShouldBeFalse();
            pipeline
                .Texts(job, "artifacts", "paths")
                .ShouldBe([$"artifacts/{region}.json", $"artifacts/{region}.html"]);
            pipeline.Text(job, "artifacts", "reports", "dotenv").ShouldBe($"artifacts/{region}.env");
            pipeline.Text(job, "environment", "name").ShouldEndWith($"/{region}");
            pipeline.Text(job, "resource_group").ShouldEndWith($"/{region}");
            var call = Called(pipeline.ScriptOf(job), ("REGION", "other"));
            call.ShouldContain($"--regions={region} ");
            call.ShouldContain($"--record=artifacts/{region}.json");
            call.ShouldNotContain("other");
        }
    }

    [Fact]
    public void Staging_waits_for_somebody_and_has_no_way_back()
    {
        var pipeline = Made(Fleet, Tier.Staging, byHand: true);

        Own(pipeline).ShouldBe(["deploy alpha"]);
        pipeline.Text("deploy alpha", "when").ShouldBe("manual");
        pipeline.Text("deploy alpha", "allow_failure").ShouldBe("true");
        pipeline.Text("deploy alpha", "environment", "name").ShouldBe("staging/alpha");
        pipeline.Text("deploy alpha", "environment", "deployment_tier").ShouldBe("staging");
    }

    // GitLab documentation, "allow_failure": a manual job without it is optional, and the next wave would not wait.
    [Fact]
    public void A_wave_of_production_that_is_pressed_by_hand_keeps_the_next_one_back()
    {
        var pipeline = Made(Beginning, byHand: true);

        pipeline.Text("deploy north", "when").ShouldBe("manual");
        pipeline.Text("deploy north", "allow_failure").ShouldBe("false");
    }

    // GitLab documentation, "Downstream pipelines", "Run child pipelines with merge request pipelines".
    [Fact]
    public void It_has_its_jobs_whatever_pipeline_has_started_it() =>
        Made(Beginning).Items("workflow", "rules").ShouldHaveSingleItem()["when"].ToString().ShouldBe("always");

    [Fact]
    public void A_region_may_be_called_like_a_word_of_YAML() =>
        new RegionPipeline(
            FleetFile.Parse("fleet.yaml", Beginning.Replace("https://north.", "https://n.").Replace("north", "'no'")),
            new(Tier.Production, StartByHand: false)
        )
            .Write(Templates)
            .ShouldContain("- REGION='no'\n");

    [Fact]
    public void Its_jobs_know_when_the_pipeline_of_the_tag_began() =>
        new RegionPipeline(
            FleetFile.Parse("fleet.yaml", Beginning),
            new(Tier.Production, StartByHand: false),
            new DateTimeOffset(2026, 11, 30, 14, 5, 0, TimeSpan.FromHours(1))
        )
            .Write(Templates)
            .ShouldContain("- REGION='south'\n    - export RELEASE_PIPELINE_CREATED_AT='2026-11-30T13:05:00Z'\n");

    [Fact]
    public void A_fleet_without_staging_is_told_what_to_add() =>
        Should
            .Throw<ReleaseException>(() => Made(Beginning, Tier.Staging, byHand: true))
            .NextStep.ShouldBe("add a region with 'tier: staging' to the fleet file");

    [Fact]
    public void No_job_needs_another_and_all_that_they_extend_is_there()
    {
        var pipeline = Made(Beginning);

        foreach (var job in pipeline.Jobs)
        {
            if (pipeline.Has(job, "needs"))
                pipeline.Items(job, "needs").ShouldBeEmpty();
            // Without this a job would have the variables that another region's job has left.
            if (pipeline.Has(job, "environment"))
                pipeline.Items(job, "dependencies").ShouldBeEmpty();
        }
        // GitLab reads no other file with it.
        pipeline.Keys.ShouldNotContain("include");
    }

    [Theory]
    [InlineData("", "deploy north", null)]
    [InlineData("--start=manual", "deploy north", "manual")]
    [InlineData("--tier=production --output=gitlab", "deploy north", null)]
    [InlineData("--tier=staging", "deploy alpha", "manual")]
    [InlineData("--tier=staging --start=auto", "deploy alpha", null)]
    public async Task The_target_prints_nothing_else(string arguments, string job, string? when)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["fleet.yaml"], Fleet);

        var run = await CommandRun.OfAsync(
            [
                "--target=Pipeline",
                $"--fleet={folder["fleet.yaml"]}",
                .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ],
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken
        );

        run.ShouldEndWith(ExitCode.Done);
        var pipeline = PipelineFile.Of([run.Output]);
        (pipeline.Has(job, "when") ? pipeline.Text(job, "when") : null).ShouldBe(when);
    }

    // What the script calls the tool with, in the shell of a job that has the variable.
    private static string Called(IEnumerable<string> script, (string Name, string Value) variable)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["build.sh"], "#!/bin/sh\necho \"$*\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder["build.sh"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("bash", ["-eu", "-c", $"CI_COMMIT_TAG=1.2.3\n{string.Join('\n', script)}"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment[variable.Name] = variable.Value;
        using var shell = Process.Start(start)!;
        return shell.StandardOutput.ReadToEnd();
    }

    private static IEnumerable<string> Own(PipelineFile pipeline) => pipeline.Jobs.Where(job => job[0] != '.');

    private static PipelineFile Made(string fleet, Tier tier = Tier.Production, bool byHand = false) =>
        PipelineFile.Of([new RegionPipeline(FleetFile.Parse("fleet.yaml", fleet), new(tier, byHand)).Write(Templates)]);
}
