using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Checks;

/// <summary>A run that tags, builds or pushes changes no region, so what only a change has to mind is no matter of it.</summary>
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

    // Preflight writes what it finds as errors, and a plan breaks its lines.
    private static string Told(FinishedRun run) =>
        string.Join(' ', run.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
