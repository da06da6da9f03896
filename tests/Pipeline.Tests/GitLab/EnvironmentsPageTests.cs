using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;

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
                """PUT deployments/1 {"status":"success"}""",
                """PUT deployments/2 {"status":"failed"}""",
            ]);
        run.ToString().ShouldNotContain(StubGitLab.Token);
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

        var run = (await fleet.RunAsync("SetImage", "--exclusive")).ShouldEndWith(ExitCode.Done);

        run.Output.Split('\n').Count(line => line.Contains("GITLAB_TOKEN or GITLAB_PROJECT is not set")).ShouldBe(1);
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
