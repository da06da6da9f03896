using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;
using Scripts;

namespace Pipeline.Tests.Checks;

/// <summary>A run that tags, builds or pushes changes no region, and minds nothing that only a change has to.</summary>
public sealed class TagAndImagesTests
{
    [Theory]
    [InlineData("BuildImage")]
    [InlineData("PushAcr")]
    [InlineData("Tag")]
    public async Task A_release_that_goes_on_elsewhere_does_not_keep_the_next_tag_and_its_images_back(string target)
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet["north"].Faults.Add(FaultKind.LockHeld);

        Told((await fleet.RunAsync(target)).ShouldEndWith(ExitCode.Done)).ShouldNotContain("deploy lock");

        foreach (var changing in (string[])["Deploy", "Plan", "Preflight"])
            Told((await fleet.RunAsync(changing)).ShouldEndWith(ExitCode.Refused))
                .ShouldContain("north: the deploy lock is held by someone-else@laptop");
    }

    [Theory]
    [InlineData("PushAcr")]
    [InlineData("Tag")]
    public async Task A_workload_that_is_paused_keeps_only_its_rollout_back(string target)
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        fleet.Change("north", "deployments.apps", "web", json => json["spec"]!["paused"] = true);

        Told((await fleet.RunAsync(target)).ShouldEndWith(ExitCode.Done)).ShouldNotContain("is paused");

        foreach (var changing in (string[])["Deploy", "Plan", "Preflight"])
            Told((await fleet.RunAsync(changing)).ShouldEndWith(ExitCode.Refused))
                .ShouldContain("north: Deployment web is paused and would never roll out");
    }

    [Fact]
    public async Task The_patch_of_an_older_line_is_pushed_for_the_regions_that_serve_that_line()
    {
        await using var fleet = await StagedFleet.StartAsync("south", "north");
        await fleet.PublishAsync("1.3.0");
        await fleet.ServeAsync("south", "1.3.0");
        await PatchAsync(fleet);

        var job = (await fleet.RunJobOfTagAsync("PushAcr", "1.2.3")).ShouldEndWith(ExitCode.Done);

        job.Output.ShouldContain("south: 1.2.3 cannot go there; it is for north");
        // What it would bring to a region, or take from it, is told of those that it is for.
        job.Output.ShouldNotContain("1.3.0 -> 1.2.3");
        job.Record.Contents.SelectMany(content => content.Regions).ShouldBe(["north"]);
        (await fleet.RunAsync("PushAcr")).ShouldEndWith(ExitCode.Done);
        (await fleet.RunTagJobAsync("1.2.3")).ShouldEndWith(ExitCode.Refused);
        (await fleet.RunAsync("Plan"))
            .ShouldEndWith(ExitCode.Refused)
            .Said.ShouldContain("south: a newer version is live");
        (await fleet.RunTagJobAsync("1.2.3", "--regions=north")).ShouldEndWith(ExitCode.Done);
    }

    [Fact]
    public async Task A_version_that_no_region_can_take_is_not_pushed()
    {
        await using var fleet = await StagedFleet.StartAsync("south", "north");
        await fleet.PublishAsync("1.3.0");
        await fleet.ServeAsync("south", "1.3.0");
        await fleet.ServeAsync("north", "1.3.0");
        await PatchAsync(fleet);

        var job = (await fleet.RunJobOfTagAsync("PushAcr", "1.2.3")).ShouldEndWith(ExitCode.Refused);

        job.Record.Problems.ShouldHaveSingleItem()
            .ShouldBe("newer version is live: south 1.3.0, north 1.3.0; 1.2.3 was not released, nothing was touched");
        (await fleet.RunAsync("PushAcr"))
            .ShouldEndWith(ExitCode.Refused)
            .Said.ShouldContain("south, north: a newer version is live, 1.3.0");
    }

    [Fact]
    public async Task A_database_that_is_newer_than_its_region_keeps_nobody_elses_images_back()
    {
        await using var fleet = await StagedFleet.StartAsync("south", "north");
        await fleet.PublishAsync("1.3.0", (StagedMigration.File, StagedMigration.Unsafe));
        string[] migrates = ["--exclusive", "--version=1.3.0", "--regions=south"];
        (await fleet.RunAsync("MigrateCluster", migrates)).ShouldEndWith(ExitCode.Done);
        await PatchAsync(fleet);

        (await fleet.RunAsync("PushAcr")).ShouldEndWith(ExitCode.Done);

        foreach (
            var run in new[] { await fleet.RunAsync("PushAcr", "--regions=south"), await fleet.RunAsync("Deploy") }
        )
            run.ShouldEndWith(ExitCode.Refused)
                .Said.ShouldContain("south: its database was migrated to a newer version");
    }

    [Fact]
    public async Task A_tag_that_a_colleague_makes_of_the_same_commit_meanwhile_is_the_one_that_was_wanted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the hook is a shell script");
        await using var fleet = await StagedFleet.StartAsync("north");
        var commit = fleet.Git("rev-parse", "HEAD");
        var remote = fleet.Git("remote", "get-url", "origin");
        ScriptFile.Write(
            Path.Combine(fleet.App, ".git", "pushing", "pre-push"),
            $"#!/bin/sh\nunset GIT_DIR\ngit --git-dir='{remote}' update-ref refs/tags/1.2.3 {commit}\n"
        );
        fleet.Git("config", "core.hooksPath", ".git/pushing");

        var run = (await fleet.RunAsync("Tag")).ShouldEndWith(ExitCode.Done);

        run.Output.ShouldContain($"tag 1.2.3 is at {remote} already, at this very commit, {commit[..12]}");
    }

    // Preflight writes what it finds as errors, and a plan breaks its lines.
    private static string Told(FinishedRun run) =>
        string.Join(' ', run.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // The next version of the line 1.2, tagged on the branch of the line and checked out, as CI has it.
    private static async Task PatchAsync(StagedFleet fleet)
    {
        fleet.Git("checkout", "--quiet", "-b", "release-1.2", "1.2.2");
        await fleet.PublishAsync("1.2.3", ("fix.txt", "fixed"));
        fleet.Git("checkout", "--quiet", "1.2.3");
    }
}
