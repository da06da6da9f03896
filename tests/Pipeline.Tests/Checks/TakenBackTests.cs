using Drill.Faults;
using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Pipeline.Tests.GitLab;

namespace Pipeline.Tests.Checks;

/// <summary>Somebody takes a version back while jobs of its tag still wait for their turn, or for a runner.</summary>
public sealed class TakenBackTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_job_of_the_tag_does_not_bring_it_back()
    {
        await using var fleet = await TakenBackAsync("north", "south");
        Job(fleet, began: -Hour);
        var writes = Writes(fleet);

        var run = (await fleet.RunAsync("Deploy", "--regions=north")).ShouldEndWith(ExitCode.Refused);

        run.Said.ShouldContain("north was taken back to 1.2.2 by Ada at ");
        run.Said.ShouldContain(", after this pipeline began; 1.2.3 was not released, nothing was touched");
        run.Said.ShouldContain("./build.sh --target=Deploy --version=1.2.3 --regions=north; then retry this job");
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

    [Fact]
    public async Task The_pipeline_of_the_regions_is_as_old_as_that_of_the_tag()
    {
        await using var fleet = await TakenBackAsync("north");
        Job(fleet, began: Hour);
        fleet.Exported[RegionJobs.CreatedAtVariable] = $"{DateTimeOffset.UtcNow - Hour:O}";

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Refused).Said.ShouldContain("north was taken back");
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

    private static void Job(StagedFleet fleet, TimeSpan began)
    {
        fleet.Exported["CI"] = "true";
        fleet.Exported["CI_COMMIT_TAG"] = StagedFleet.To;
        fleet.Exported["CI_PIPELINE_CREATED_AT"] = $"{DateTimeOffset.UtcNow + began:yyyy-MM-dd'T'HH:mm:ss'Z'}";
    }

    private static int Writes(StagedFleet fleet) => fleet["north"].Requests.Count(request => request.IsWrite);
}
