using System.Text.Json.Nodes;
using Drill.Faults;
using Foundation.Timing;
using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.GitLab;
using Pipeline.Tests.Rollbacks;
using Releases.Workloads;

namespace Pipeline.Tests.Checks;

/// <summary>Somebody takes a version back while jobs of its tag still wait for their turn, or for a runner.</summary>
public sealed class TakenBackTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_job_of_the_tag_does_not_bring_it_back()
    {
        await using var fleet = await TakenBackAsync("north", "south");
        Job(fleet, began: -Hour);
        var writes = Writes(fleet);

        var run = (await fleet.RunAsync("Deploy", "--regions=north")).ShouldEndWith(ExitCode.Refused);

        run.Said.ShouldContain("north was taken back to 1.2.2 by Ada at ");
        run.Said.ShouldContain(", after this pipeline began; 1.2.3 was not released, nothing was touched");
        run.Said.ShouldContain("./build.sh --target=Deploy --version=1.2.3 --regions=north '--fleet=");
        run.Said.ShouldContain("; then retry this job, so that later waves go on");
        Writes(fleet).ShouldBe(writes);
    }

    [Fact]
    public async Task A_release_by_hand_that_failed_and_was_taken_back_is_not_repeated()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Faults.Add(FaultKind.CrashLoop);
        (await fleet.RunAsync("Deploy", "--on-failure=rollback", "--accept-migration-risk")).ShouldEndWith(
            ExitCode.Failed
        );
        Job(fleet, began: -Hour);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Refused);

        run.Said.ShouldContain("north went back to 1.2.2 after a release of 1.2.3 by Ada at ");
    }

    [Fact]
    public async Task A_release_by_hand_that_failed_before_it_changed_anything_is_repeated_by_the_job()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Faults.Add(FaultKind.MigrationFails);
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Failed);
        fleet["north"].Faults.Clear();
        Job(fleet, began: -Hour);

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Migrations_that_were_un_applied_where_the_images_never_came_are_not_repeated(bool isAccepted)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.3", SampleMigrations.Clear);
        fleet["north"].Faults.Add(FaultKind.MigrationFails);
        (await fleet.RunAsync("Deploy", "--version=1.2.3")).ShouldEndWith(ExitCode.Failed);
        fleet["north"].Faults.Clear();
        string[] back = ["--version=1.2.2", "--unapply-migrations", "--from=1.2.3"];
        (await fleet.RunAsync("Rollback", isAccepted ? [.. back, "--accept-migration-risk"] : back)).ShouldEndWith(
            ExitCode.Done
        );
        Job(fleet, began: -Hour);

        var run = (await fleet.RunAsync("Deploy", "--version=1.2.3")).ShouldEndWith(ExitCode.Refused);

        run.Said.ShouldContain("north was taken back to 1.2.2 by Ada at ");
        var history = await fleet.RunAsync("History");
        history.Output.ShouldContain("un-applied migrations of 1.2.3");
    }

    [Fact]
    public async Task A_way_back_that_ended_before_its_first_step_keeps_no_job_from_its_work()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.3", SampleMigrations.Clear);
        (await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.3")).ShouldEndWith(ExitCode.Done);
        var run = await fleet.AskedAsync(
            () =>
            {
                fleet.Change(
                    "north",
                    "deployments.apps",
                    "web",
                    web =>
                        web["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] =
                            $"{fleet.Image}:{StagedFleet.To}"
                );
                return "y";
            },
            "Rollback",
            "--version=1.2.2",
            "--unapply-migrations"
        );
        run.ShouldEndWith(ExitCode.Failed).Region("north").Failure!.Reason.ShouldBe("ChangedMeanwhile");
        (await fleet.RunAsync("History")).Output.ShouldNotContain("un-applied");
        Job(fleet, began: -Hour);

        (await fleet.RunAsync("Deploy", "--version=1.2.3")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task Un_applying_cancels_the_jobs_of_the_version_that_no_region_serves()
    {
        await using var gitLab = new StubGitLab();
        gitLab.PipelineOf("1.2.3", """[{"id":12,"name":"deploy north","status":"created"}]""");
        await using var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.3", SampleMigrations.Clear);
        (await fleet.RunAsync("MigrateCluster", "--exclusive", "--version=1.2.3")).ShouldEndWith(ExitCode.Done);
        foreach (var (name, value) in gitLab.Variables)
            fleet.Exported[name] = value;

        (await fleet.RunAsync("Rollback", "--version=1.2.2", "--unapply-migrations")).ShouldEndWith(ExitCode.Done);

        gitLab.Said.Where(said => said.Contains("/cancel")).ShouldBe(["POST jobs/12/cancel"]);
        gitLab.Unexpected.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_release_by_hand_after_it_lets_the_job_go_on()
    {
        await using var fleet = await TakenBackAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        fleet.Change(
            "north",
            "deployments.apps",
            "web",
            web => web["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = $"{fleet.Image}:{StagedFleet.From}"
        );
        Job(fleet, began: -Hour);

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
    }

    [Theory]
    [InlineData("1.2.2", "1.2.3")]
    [InlineData("1.2.2", "1.2.4")]
    [InlineData("1.2.1", "1.2.3")]
    public async Task A_way_back_by_the_printed_commands_is_seen_on_the_workloads(string to, string from)
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        PasteWayBack(fleet, from, to, Minute);
        Job(fleet, began: -Hour);
        var writes = Writes(fleet);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Refused);

        run.Said.ShouldContain($"north was taken back to {to} by Ben at ");
        Writes(fleet).ShouldBe(writes);
    }

    [Theory]
    [InlineData("1.2.2", "1.2.3", 1)]
    [InlineData("1.2.2", "1.2.1", -1)]
    public async Task Commands_that_were_pasted_before_the_pipeline_began_or_came_from_something_older_stop_nothing(
        string to,
        string from,
        int began
    )
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        PasteWayBack(fleet, from, to, Minute);
        Job(fleet, began * Hour);

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task A_release_by_hand_after_the_printed_commands_lets_the_job_go_on()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        PasteWayBack(fleet, StagedFleet.To, StagedFleet.From, -Minute);
        Job(fleet, began: -Hour);

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task The_pipeline_of_the_regions_is_as_old_as_that_of_the_tag()
    {
        await using var fleet = await TakenBackAsync("north");
        Job(fleet, began: Hour);
        fleet.Exported[RegionJobs.CreatedAtVariable] = $"{DateTimeOffset.UtcNow - Hour:O}";

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Refused).Said.ShouldContain("north was taken back");
    }

    [Fact]
    public async Task A_laptop_whose_clock_is_an_hour_fast_stops_no_pipeline_that_was_made_after_its_way_back()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        var back = await CommandRun.OfAsync(
            fleet.Words("Rollback", Back),
            fleet.Environment,
            TestContext.Current.CancellationToken,
            time: new LateTime(-Hour)
        );
        back.ShouldEndWith(ExitCode.Done);
        Job(fleet, began: Minute);

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task A_pipeline_that_was_made_after_that_releases_it()
    {
        await using var fleet = await TakenBackAsync("north");
        Job(fleet, began: Hour);

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        fleet.ImageOf("north", "deployments.apps", "web", "web").ShouldEndWith($":{StagedFleet.To}");
    }

    [Fact]
    public async Task A_person_releases_it_again_whenever_they_say_so()
    {
        await using var fleet = await TakenBackAsync("north");

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task A_region_that_was_not_taken_back_is_released_by_its_job()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        Job(fleet, began: -Hour);

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task Going_back_cancels_the_jobs_that_would_bring_it_forward_again()
    {
        await using var gitLab = new StubGitLab();
        gitLab.PipelineOf(
            "1.2.3",
            """
            [
              {"id":12,"name":"deploy north","status":"created"},
              {"id":13,"name":"deploy south","status":"created"},
              {"id":14,"name":"deploy west","status":"running"},
              {"id":15,"name":"deploy-regions","status":"created"}
            ]
            """
        );
        await using var fleet = await StagedFleet.StartAsync("north", "south", "west");
        (await fleet.RunAsync("Deploy", "--regions=north,west")).ShouldEndWith(ExitCode.Done);
        foreach (var (name, value) in gitLab.Variables)
            fleet.Exported[name] = value;

        var run = (await fleet.RunAsync("Rollback", [.. Back, "--regions=north,west"])).ShouldEndWith(ExitCode.Done);

        gitLab.Said.Where(said => said.Contains("/cancel")).ShouldBe(["POST jobs/12/cancel"]);
        run.Output.ShouldContain("GitLab: cancelled deploy north of 1.2.3: it would bring back what is taken back");
        run.Output.ShouldContain("GitLab: deploy west of 1.2.3 runs already and was left alone");
        gitLab.Unexpected.ShouldBeEmpty();
    }

    private static string[] Back => ["--version=1.2.2", "--accept-migration-risk"];

    private static async Task<StagedFleet> TakenBackAsync(params string[] regions)
    {
        var fleet = await StagedFleet.StartAsync(regions);
        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);
        (await fleet.RunAsync("Rollback", Back)).ShouldEndWith(ExitCode.Done);
        return fleet;
    }

    // What the commands of CheckRollback --output=shell leave: images and notes of two workloads. A cron job still has
    // the newer one, as when the shell was closed half way.
    private static void PasteWayBack(StagedFleet fleet, string from, string to, TimeSpan at)
    {
        foreach (var (name, ending) in new[] { ("web", ""), ("static", "-static") })
            fleet.Change(
                "north",
                "deployments.apps",
                name,
                workload =>
                {
                    workload["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = $"{fleet.Image}:{to}{ending}";
                    var former = new Dictionary<string, string> { [name] = $"{fleet.Image}:{from}{ending}" };
                    var notes = workload["metadata"]!["annotations"] as JsonObject ?? [];
                    notes[ReleaseLabels.Former] = new FormerImages(to, former).ToString();
                    notes[ReleaseLabels.Actor] = "Ben";
                    notes[ReleaseLabels.At] = UtcText.OfSecond(DateTimeOffset.UtcNow + at);
                    workload["metadata"]!["annotations"] = notes.DeepClone();
                }
            );
    }

    private static void Job(StagedFleet fleet, TimeSpan began)
    {
        fleet.Exported["CI"] = "true";
        fleet.Exported["CI_COMMIT_TAG"] = StagedFleet.To;
        fleet.Exported["CI_PIPELINE_CREATED_AT"] = $"{DateTimeOffset.UtcNow + began:yyyy-MM-dd'T'HH:mm:ss'Z'}";
    }

    private static int Writes(StagedFleet fleet) => fleet["north"].Requests.Count(request => request.IsWrite);
}
