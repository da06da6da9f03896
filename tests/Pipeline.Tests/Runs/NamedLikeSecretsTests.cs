using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Runs;

/// <summary>Variables that are called like secrets, and hold what the run itself uses as names.</summary>
public sealed class NamedLikeSecretsTests
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["K8S_SECRET_ENVIRONMENT"] = "northern",
        ["APP_SECRET"] = "megforms",
        ["CACHE_KEY_PREFIX"] = "mat-cms-static",
        ["LOG_KEY"] = "workloads",
        ["RELEASE_NOTIFY"] = "http://127.0.0.1:9/megforms",
    };

    [Fact]
    public async Task A_release_finds_its_regions_and_its_record_names_them()
    {
        await using var fleet = await StagedFleet.StartAsync("northern", "south");
        Export(fleet, Names);
        fleet.Exported["DATABASE_PASSWORD"] = "hunter2-hunter2";

        var run = (await fleet.RunAsync("Deploy", "--actor=hunter2-hunter2")).ShouldEndWith(ExitCode.Done);

        run.Record.Regions.Select(region => (region.Name, region.Outcome))
            .ShouldBe([("northern", Outcome.Succeeded), ("south", Outcome.Succeeded)]);
        run.Region("northern")
            .Workloads.ShouldAllBe(workload => workload.To.StartsWith(fleet.Image, StringComparison.Ordinal));
        run.Lines.Count(line => line.Contains("not masked", StringComparison.Ordinal)).ShouldBe(1);
        run.Output.ShouldContain(
            "APP_SECRET, CACHE_KEY_PREFIX, K8S_SECRET_ENVIRONMENT, LOG_KEY are not masked: they hold names of the fleet"
        );
        (run + run.Json!).ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Commands_for_a_shell_are_whole()
    {
        await using var fleet = await StagedFleet.StartAsync("northern");
        var plain = (await fleet.RunAsync("Plan", "--output=shell")).ShouldEndWith(ExitCode.Done);
        Export(fleet, Names);

        var run = (await fleet.RunAsync("Plan", "--output=shell")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldBe(plain.Output);
        run.Output.ShouldContain(fleet.Image);
    }

    [Theory]
    // What stands in the cluster, and no fleet file knows.
    [InlineData("Plan", "SITE_TOKEN", "deployment/web")]
    // A name, and a secret all the same.
    [InlineData("Plan", "GITLAB_TOKEN", "megforms")]
    [InlineData("CheckRollback", "GITLAB_TOKEN", "megforms")]
    public async Task Commands_that_a_real_secret_stands_in_are_not_printed(
        string target,
        string variable,
        string secret
    )
    {
        await using var fleet = await StagedFleet.StartAsync("northern");
        if (target == "CheckRollback")
            (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        fleet.Exported[variable] = secret;
        var version = target == "Plan" ? StagedFleet.To : StagedFleet.From;

        var run = (await fleet.RunAsync(target, "--output=shell", $"--version={version}")).ShouldEndWith(
            ExitCode.Failed
        );

        run.Errors.ShouldContain($"{variable}: a secret, and its value stands in these commands");
        run.ToString().ShouldContain($"env -u {variable} ./build.sh");
        run.Output.ShouldNotContain("kubectl");
    }

    [Theory]
    [InlineData("KEY_VAULT_NAME", "northern", ExitCode.Done)]
    [InlineData("REGION_KEY", "deployment_tier", ExitCode.Done)]
    [InlineData("GITLAB_TOKEN", "northern", ExitCode.Failed)]
    public async Task A_pipeline_is_whole_or_there_is_none(string variable, string value, int exitCode)
    {
        await using var fleet = await StagedFleet.StartAsync("northern");
        fleet.Exported[variable] = value;

        var run = await CommandRun.OfAsync(
            ["--target=Pipeline", $"--fleet={fleet.FleetFilePath}"],
            fleet.Environment,
            TestContext.Current.CancellationToken
        );

        run.ShouldEndWith(exitCode).Output.ShouldNotContain("***");
        run.Output.Contains("REGION='northern'", StringComparison.Ordinal).ShouldBe(exitCode == ExitCode.Done);
        run.Errors.ShouldContain(
            exitCode == ExitCode.Done ? $"{variable} is not masked: it holds a name" : $"{variable}: a secret"
        );
    }

    [Fact]
    public async Task A_password_that_is_a_region_takes_no_region_out_of_a_release()
    {
        await using var fleet = await StagedFleet.StartAsync("northern");
        fleet.Exported["GITLAB_TOKEN"] = "northern";

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.Region("northern").Outcome.ShouldBe(Outcome.Succeeded);
        run.Output.ShouldNotContain("northern");
    }

    private static void Export(StagedFleet fleet, Dictionary<string, string> variables)
    {
        foreach (var (name, value) in variables)
            fleet.Exported[name] = value;
    }
}
