using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Images;

public sealed class MovingTagTests
{
    private const string Tag = "--version=feature-login";

    [Fact]
    public async Task The_same_tag_with_another_content_is_migrated_and_rolled_out_again()
    {
        await using var fleet = await StartAsync();
        await fleet.PushAsync("feature-login");
        var first = (await fleet.RunAsync("Deploy", Tag)).ShouldEndWith(ExitCode.Done);
        var (image, job) = (fleet.ImageOf("north", "deployments.apps", "web", "web"), fleet.JobOf("north"));

        await fleet.CommitAsync("NOTES.md", "another content");
        await fleet.PushAsync("feature-login");
        var second = (await fleet.RunAsync("Deploy", Tag)).ShouldEndWith(ExitCode.Done);

        image.ShouldMatch($"^{fleet.Image}:feature-login@sha256:[0-9a-f]{{64}}$");
        fleet.ImageOf("north", "deployments.apps", "web", "web").ShouldNotBe(image);
        fleet.JobOf("north").ShouldNotBe(job);
        (first.Region("north").From, second.Region("north").From).ShouldBe((StagedFleet.From, "feature-login"));
        second.Region("north").Live.ShouldBe("feature-login");
        second.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Succeeded);
        second.Region("north").Workloads.Select(workload => workload.Name).ShouldBe(["web", "cleanup", "static"]);
        fleet
            .ImageOf("north", "jobs.batch", "migration", "migration")
            .ShouldBe(fleet.ImageOf("north", "deployments.apps", "web", "web"));
    }

    [Fact]
    public async Task The_same_tag_with_the_same_content_has_nothing_to_do()
    {
        await using var fleet = await StartAsync();
        await fleet.PushAsync("feature-login");
        (await fleet.RunAsync("Deploy", Tag)).ShouldEndWith(ExitCode.Done);

        var again = (await fleet.RunAsync("Deploy", Tag)).ShouldEndWith(ExitCode.Done);

        again.StageOf("north", Stage.Migrate).ShouldBe(Outcome.Skipped);
        again.StageOf("north", Stage.SetImage).ShouldBe(Outcome.Skipped);
        (await fleet.RunAsync("VerifyRollout", "--exclusive", Tag)).ShouldEndWith(ExitCode.Done);
        (await fleet.RunAsync("Status")).ShouldEndWith(ExitCode.Done).Output.ShouldContain("feature-login");
    }

    [Fact]
    public async Task A_version_is_not_pinned_since_it_never_moves()
    {
        await using var fleet = await StartAsync();

        (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        fleet.ImageOf("north", "deployments.apps", "web", "web").ShouldBe($"{fleet.Image}:{StagedFleet.To}");
    }

    // The page of the embedded cluster shows the tag as the real one's would.
    private static Task<StagedFleet> StartAsync() => StagedFleet.StartStagingAsync("north");
}
