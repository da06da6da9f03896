using Foundation.Failures;
using Pipeline.Announcements;
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

    // It takes no lock and touches no region, but the pipeline that it leads to does.
    [Theory]
    [InlineData("created")]
    [InlineData("pending")]
    [InlineData("running")]
    public async Task The_job_before_the_deploy_jobs_is_cancelled_also_while_it_runs(string status)
    {
        await using var gitLab = new StubGitLab();
        gitLab.PipelineOf("1.2.3", $$"""[{"id":11,"name":"deploy-regions","status":"{{status}}"}]""");
        await using var fleet = await FleetAsync(gitLab);
        BeOnOlderLine(fleet);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        gitLab.Said.Where(said => said.Contains("/cancel")).ShouldBe(["POST jobs/11/cancel"]);
        run.Output.ShouldContain("GitLab: cancelled deploy-regions of 1.2.3");
        run.Output.ShouldNotContain("was left alone");
        gitLab.Unexpected.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_pipeline_of_the_regions_is_waited_for_when_the_job_before_it_has_passed()
    {
        await using var gitLab = new StubGitLab { LooksBeforeChildren = 1 };
        gitLab.PipelineOf("1.2.3", """[{"id":11,"name":"deploy-regions","status":"success"}]""", children: Jobs);
        await using var fleet = await FleetAsync(gitLab);
        BeOnOlderLine(fleet);

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        gitLab.Said.Where(said => said.Contains("/cancel")).ShouldBe(["POST jobs/12/cancel", "POST jobs/15/cancel"]);
        gitLab.Unexpected.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("POST jobs/15/cancel", "deploy north of 1.2.3", 12)]
    [InlineData("POST jobs/12/cancel", "deploy east of 1.2.3", 15)]
    [InlineData("", "deploy north of 1.2.3, deploy east of 1.2.3", 12, 15)]
    public async Task What_GitLab_does_not_cancel_keeps_no_other_job_and_is_named(
        string cancelled,
        string named,
        params int[] refused
    )
    {
        await using var gitLab = new StubGitLab();
        gitLab.PipelineOf("1.2.3", Jobs);
        gitLab.Protected.UnionWith(refused);
        await using var fleet = await FleetAsync(gitLab);
        BeOnOlderLine(fleet);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        string.Join(' ', gitLab.Said.Where(said => said.Contains("/cancel"))).ShouldBe(cancelled);
        run.Output.ShouldContain(
            $"GitLab: not cancelled: {named}: 127.0.0.1: POST jobs/{refused[0]}/cancel: 403 403 Forbidden"
        );
        run.Output.ShouldContain("cancel them in the pipelines of these tags, or GitLab starts them");
    }

    [Fact]
    public async Task A_tag_whose_jobs_GitLab_does_not_tell_keeps_no_other_tag()
    {
        await using var gitLab = new StubGitLab();
        gitLab.PipelineOf("1.2.4", """[{"id":12,"name":"deploy north","status":"created"}]""");
        using var server = gitLab.Server();
        var said = new List<string>();
        var jobs = new OutdatedJobs(
            server,
            () => Task.FromResult<OutdatedTags?>(OutdatedTags.OfRollback(["1.2.3", "1.2.4", "1.2.5"], ["north"])),
            said.Add,
            TimeProvider.System
        );

        var failure = await Should.ThrowAsync<ReleaseException>(() =>
            jobs.BeginAsync(null!, TestContext.Current.CancellationToken)
        );

        failure.Message.ShouldStartWith(
            "GitLab: not cancelled: the deploy jobs of 1.2.3, the deploy jobs of 1.2.5: 127.0.0.1: GET pipelines: 404"
        );
        said.ShouldBe(["GitLab: cancelled deploy north of 1.2.4: it would bring back what is taken back"]);
    }

    [Fact]
    public async Task A_run_that_is_stopped_says_what_it_has_not_cancelled()
    {
        await using var gitLab = new StubGitLab();
        gitLab.PipelineOf("1.2.3", "[]");
        using var server = gitLab.Server();
        using var stop = new CancellationTokenSource();
        var said = new List<string>();
        // GitLab has not made the pipeline yet: it is waited for.
        var jobs = new OutdatedJobs(
            server,
            () => Task.FromResult<OutdatedTags?>(OutdatedTags.OfBackPort("1.2.3", ["north"])),
            said.Add,
            TimeProvider.System
        );

        var cancelling = jobs.PushedAsync(null!, stop.Token);
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => cancelling);
        said.ShouldHaveSingleItem()
            .ShouldStartWith("GitLab: the run ended before it had cancelled the deploy jobs of 1.2.3; ");
    }

    // A build takes minutes, and can fail: the pipeline of the tag goes on meanwhile, to every region.
    [Fact]
    public async Task They_are_cancelled_also_where_the_images_cannot_be_built()
    {
        await using var gitLab = new StubGitLab();
        gitLab.PipelineOf("1.2.3", """[{"id":11,"name":"deploy-regions","status":"created"}]""");
        await using var fleet = await FleetAsync(gitLab);
        BeOnOlderLine(fleet);

        // The registry loses the commit's image, and there is no engine to build it again.
        var run = (await fleet.RunAsync(LoseImages)).ShouldEndWith(ExitCode.Failed);

        run.Record.Regions.ShouldAllBe(region => region.Stages.Count == 0);
        gitLab.Said.ShouldBe(["POST jobs/11/cancel"]);
        run.Output.ShouldContain("GitLab: cancelled deploy-regions of 1.2.3");
        gitLab.Unexpected.ShouldBeEmpty();

        void LoseImages(string line)
        {
            if (!line.Contains("tag 1.2.3 pushed to ", StringComparison.Ordinal))
                return;
            PublishedImages
                .PushAsync(
                    fleet.Image.Split('/')[0],
                    StagedFleet.User,
                    StagedFleet.Password,
                    "1.2.3",
                    new string('0', 40),
                    TestContext.Current.CancellationToken
                )
                .GetAwaiter()
                .GetResult();
        }
    }

    [Theory]
    [InlineData("Tag")]
    [InlineData("PushAcr")]
    public async Task The_jobs_of_a_tag_that_is_pushed_for_them_are_left_alone(string target)
    {
        await using var gitLab = new StubGitLab();
        gitLab.PipelineOf("1.2.3", Jobs);
        await using var fleet = await FleetAsync(gitLab);
        BeOnOlderLine(fleet);

        (await fleet.RunAsync(target)).ShouldEndWith(ExitCode.Done);

        gitLab.Said.ShouldBeEmpty();
        gitLab.Unexpected.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_jobs_of_the_newest_version_are_left_alone()
    {
        await using var gitLab = new StubGitLab();
        gitLab.PipelineOf("1.2.3", Jobs);
        await using var fleet = await FleetAsync(gitLab);

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        gitLab.Said.ShouldAllBe(said => !said.Contains("/cancel"));
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

    [Theory]
    [InlineData("Tag")]
    [InlineData("Tag", "--exclusive")]
    [InlineData("PushAcr")]
    [InlineData("PushAcr", "--target=Tag", "--exclusive")]
    public async Task The_question_of_a_run_that_ends_before_the_regions_promises_no_cancelling(
        string target,
        params string[] arguments
    )
    {
        await using var gitLab = new StubGitLab();
        await using var fleet = await FleetAsync(gitLab);
        BeOnOlderLine(fleet);

        var run = (await fleet.AskedAsync("n", target, arguments)).ShouldEndWith(ExitCode.Refused);

        run.Errors.ShouldContain("The tag 1.2.3 is pushed to ");
        run.Errors.ReplaceLineEndings(" ").ShouldNotContain("This run cancels");
        gitLab.Said.ShouldBeEmpty();
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
