using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Scripts;

namespace Pipeline.Tests.GitLab;

public sealed class EnvironmentsPageTests
{
    [Fact]
    public async Task A_release_from_a_laptop_is_a_deployment_of_each_region_running_and_then_as_it_ended()
    {
        await using var gitLab = new StubGitLab();
        await using var fleet = await FleetAsync(gitLab, "north", "south");
        fleet["south"].Faults.Add(FaultKind.MigrationFails);

        var run = (await fleet.RunAsync("Deploy", "--waves=north;south")).ShouldEndWith(ExitCode.Failed);

        gitLab.Unexpected.ShouldBeEmpty();
        var sha = run.Record.Commit;
        gitLab
            .Said.Order()
            .ShouldBe([
                $$"""POST deployments {"environment":"production/north","sha":"{{sha}}","ref":"1.2.3","tag":true,"status":"running"}""",
                $$"""POST deployments {"environment":"production/south","sha":"{{sha}}","ref":"1.2.3","tag":true,"status":"running"}""",
                """POST environments {"name":"production/north","tier":"production"}""",
                """POST environments {"name":"production/south","tier":"production"}""",
                """PUT deployments/1 {"status":"success"}""",
                """PUT deployments/2 {"status":"failed"}""",
            ]);
        run.ToString().ShouldNotContain(StubGitLab.Token);
    }

    // GitLab guesses the tier of an environment that a deployment makes: "qa" is for testing, "non" for staging.
    [Theory]
    [InlineData("production", "qatar")]
    [InlineData("production", "lebanon")]
    [InlineData("staging", "qatar")]
    public async Task An_environment_is_made_with_its_tier_before_its_first_deployment(string tier, string region)
    {
        await using var gitLab = new StubGitLab();
        await using var fleet =
            tier == "staging" ? await StagedFleet.StartStagingAsync(region) : await StagedFleet.StartAsync(region);
        foreach (var (name, value) in gitLab.Variables)
            fleet.Exported[name] = value;

        (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);
        (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);

        gitLab.Said[0].ShouldBe($$"""POST environments {"name":"{{tier}}/{{region}}","tier":"{{tier}}"}""");
        gitLab.Said[1].ShouldStartWith($$"""POST deployments {"environment":"{{tier}}/{{region}}",""");
        gitLab.Said.Count(said => said.StartsWith("POST environments", StringComparison.Ordinal)).ShouldBe(1);
        gitLab.Unexpected.ShouldBeEmpty();
    }

    [Fact]
    public async Task GitLab_being_down_is_a_warning_and_the_release_goes_on()
    {
        await using var gitLab = new StubGitLab { Refuses = 403 };
        await using var fleet = await FleetAsync(gitLab, "north");

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain("127.0.0.1: POST deployments: 403 403 Forbidden");
        run.Output.ShouldContain("needs scope api");
        run.Output.ShouldContain("the release goes on");
        run.ToString().ShouldNotContain(StubGitLab.Token);
    }

    [Fact]
    public async Task Without_a_token_one_line_says_what_was_left_out()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var migrated = (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Done);
        var run = (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);

        migrated.Output.ShouldNotContain("GITLAB_TOKEN");
        run.Output.Split('\n').Count(line => line.Contains("GITLAB_TOKEN or GITLAB_PROJECT is not set")).ShouldBe(1);
    }

    [Fact]
    public async Task Where_no_server_is_named_that_the_remote_is_at_nothing_is_sent_and_one_line_says_what_to_set()
    {
        await using var gitLab = new StubGitLab();
        await using var fleet = await FleetAsync(gitLab, "north");
        fleet.Exported.Remove("GITLAB_URL");

        var ofFolder = (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);
        BeAt(fleet, "gitlab.example.com");
        var run = (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);

        LinesOf(ofFolder)
            .ShouldHaveSingleItem()
            .ShouldEndWith(
                "GitLab: GITLAB_URL is not set, and the remote names no server: GitLab is told nothing; set it to your GitLab's address, such as https://gitlab.example.com"
            );
        LinesOf(run)
            .ShouldHaveSingleItem()
            .ShouldEndWith(
                "GitLab: GITLAB_URL is not set, and the remote is at gitlab.example.com, which is not gitlab.com: GitLab is told nothing; set it to your GitLab's address, such as https://gitlab.example.com"
            );
        gitLab.Said.ShouldBeEmpty();

        static string[] LinesOf(FinishedRun run) => [.. run.Output.Split('\n').Where(line => line.Contains("GitLab"))];
    }

    // What ssh would run there runs here.
    private static void BeAt(StagedFleet fleet, string host)
    {
        var origin = fleet.Git("remote", "get-url", "origin").Trim();
        var ssh = Path.Combine(fleet.Kubernetes, "ssh");
        ScriptFile.Write(ssh, "#!/bin/sh\nfor last; do :; done\nexec sh -c \"$last\"\n");
        fleet.Git("config", "core.sshCommand", $"'{ssh}'");
        fleet.Git("config", "ssh.variant", "ssh");
        fleet.Git("remote", "set-url", "origin", $"git@{host}:{origin}");
    }

    [Fact]
    public async Task In_CI_the_job_itself_is_the_deployment()
    {
        await using var gitLab = new StubGitLab();
        await using var fleet = await FleetAsync(gitLab, "north");
        fleet.Exported["CI_JOB_URL"] = "https://gitlab.example/team/app/-/jobs/1";

        (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);

        gitLab.Said.ShouldBeEmpty();
        gitLab.Unexpected.ShouldBeEmpty();
    }

    // Its images stay: the page would say that the region runs what it does not serve.
    [Fact]
    public async Task Who_only_migrates_deploys_nothing()
    {
        await using var gitLab = new StubGitLab();
        await using var fleet = await FleetAsync(gitLab, "north");

        (await fleet.RunAsync("MigrateCluster", "--exclusive")).ShouldEndWith(ExitCode.Done);

        gitLab.Said.ShouldBeEmpty();
        gitLab.Unexpected.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("SetImage")]
    [InlineData("SetImage", "--target=VerifyRollout")]
    [InlineData("MigrateCluster", "--target=SetImage")]
    public async Task Who_sets_images_deploys(string target, params string[] arguments)
    {
        await using var gitLab = new StubGitLab();
        await using var fleet = await FleetAsync(gitLab, "north");

        (await fleet.RunAsync(target, [.. arguments, "--exclusive"])).ShouldEndWith(ExitCode.Done);

        gitLab.Said[^1].ShouldBe("""PUT deployments/1 {"status":"success"}""");
        gitLab.Unexpected.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_only_looks_deploys_nothing()
    {
        await using var gitLab = new StubGitLab();
        await using var fleet = await FleetAsync(gitLab, "north");
        (await fleet.RunAsync("VerifyRollout", "--exclusive", "--version=1.2.2")).ShouldEndWith(ExitCode.Done);

        gitLab.Said.ShouldBeEmpty();
    }

    private static async Task<StagedFleet> FleetAsync(StubGitLab gitLab, params string[] regions)
    {
        var fleet = await StagedFleet.StartAsync(regions);
        foreach (var (name, value) in gitLab.Variables)
            fleet.Exported[name] = value;
        return fleet;
    }
}
