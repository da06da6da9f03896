using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.GitLab;

public sealed class OutdatedJobsTests
{
    private const string Jobs = """
        [
          {"id":11,"name":"build","status":"running"},
          {"id":12,"name":"deploy north","status":"created"},
          {"id":13,"name":"deploy south","status":"running"},
          {"id":14,"name":"deploy west","status":"manual"},
          {"id":15,"name":"deploy east","status":"waiting_for_resource"},
          {"id":16,"name":"deploy review","status":"created"},
          {"id":17,"name":"deploy-docs","status":"created"}
        ]
        """;

    [Fact]
    public async Task Of_a_back_ported_tag_the_deploy_jobs_that_have_not_begun_are_cancelled()
    {
        await using var gitLab = new StubGitLab();
        gitLab.PipelineOf("1.2.3", Jobs);
        await using var fleet = await FleetAsync(gitLab);
        BeOnOlderLine(fleet);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        gitLab.Said.Where(said => said.Contains("/cancel")).ShouldBe(["POST jobs/12/cancel", "POST jobs/15/cancel"]);
        run.Output.ShouldContain("cancelled deploy north of 1.2.3");
        run.Output.ShouldContain("deploy south of 1.2.3 runs already and was left alone");
        gitLab.Unexpected.ShouldBeEmpty();
    }

    [Fact]
    public async Task Jobs_in_the_pipeline_of_the_regions_are_cancelled_too()
    {
        await using var gitLab = new StubGitLab();
        gitLab.PipelineOf("1.2.3", """[{"id":11,"name":"deploy-regions","status":"success"}]""", children: Jobs);
        await using var fleet = await FleetAsync(gitLab);
        BeOnOlderLine(fleet);

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        gitLab.Said.Where(said => said.Contains("/cancel")).ShouldBe(["POST jobs/12/cancel", "POST jobs/15/cancel"]);
        gitLab.Unexpected.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_jobs_of_the_newest_version_are_left_alone()
    {
        await using var gitLab = new StubGitLab();
        gitLab.PipelineOf("1.2.3", Jobs);
        await using var fleet = await FleetAsync(gitLab);

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        gitLab.Said.ShouldAllBe(said => said.Contains("deployments"));
        gitLab.Unexpected.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task The_question_says_whom_the_pipeline_of_the_tag_releases_to(bool hasToken, bool isBackPort)
    {
        const string Stops = "After a wave in which a region serves something newer, it starts no other.";
        const string Cancels = "This run cancels those deploy jobs, as far as they have not begun.";
        await using var gitLab = new StubGitLab();
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        foreach (var (name, value) in hasToken ? gitLab.Variables : [])
            fleet.Exported[name] = value;
        if (isBackPort)
            BeOnOlderLine(fleet);

        var run = (await fleet.AskedAsync("n", "Deploy", "--regions=north")).ShouldEndWith(ExitCode.Refused);

        var asked = run.Errors.Split('\n');
        var lines = asked.SkipWhile(line => !line.StartsWith("The tag 1.2.3 is pushed to ", StringComparison.Ordinal));
        var paragraph = lines.TakeWhile(line => !line.StartsWith("Release ", StringComparison.Ordinal)).ToArray();
        paragraph.ShouldAllBe(line => line.Length <= 80);
        var said = string.Join(' ', paragraph.Select(line => line.Trim()));
        said.ShouldContain(
            "If GitLab has a pipeline for tags there, that releases 1.2.3 to every production region that serves "
                + "something older, whatever --regions says."
        );
        said.Contains(Stops, StringComparison.Ordinal).ShouldBe(isBackPort);
        said.Contains(Cancels, StringComparison.Ordinal).ShouldBe(hasToken && isBackPort);
    }

    // 1.3.0 exists, and 1.2.3 comes next on the branch of its line.
    private static void BeOnOlderLine(StagedFleet fleet)
    {
        fleet.Git("tag", "--annotate", "--message=1.3.0", "1.3.0", "1.2.2^{commit}");
        fleet.Git("checkout", "--quiet", "-b", "release-1.2");
        fleet.Push("tags/1.3.0", "heads/release-1.2");
    }

    private static async Task<StagedFleet> FleetAsync(StubGitLab gitLab)
    {
        var fleet = await StagedFleet.StartAsync("north", "south", "west", "east");
        foreach (var (name, value) in gitLab.Variables)
            fleet.Exported[name] = value;
        return fleet;
    }
}
