using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Images;

/// <summary>Images in the registry for another processor than the fleet's nodes have.</summary>
public sealed class OtherPlatformTests
{
    [Fact]
    public async Task A_version_that_was_built_for_other_nodes_is_refused_before_anything_is_touched()
    {
        await using var fleet = await StartAsync();

        var refused = (await fleet.RunAsync("Preflight")).ShouldEndWith(ExitCode.Refused);

        refused.Said.ShouldContain(
            $"the registry has {fleet.Image}:{StagedFleet.To} already, built for linux/amd64, but the fleet's nodes run linux/arm64"
        );
        refused.Said.ShouldContain(
            "next: choose the next version, or ask who may delete tags there to delete this one"
        );
        refused.ToString().ShouldNotContain("an unknown commit");
    }

    [Fact]
    public async Task A_plan_says_it()
    {
        await using var fleet = await StartAsync();

        (await fleet.RunAsync("Plan")).ToString().ShouldContain("for ANOTHER platform");
    }

    // What CI has pushed is for linux/amd64.
    private static async Task<StagedFleet> StartAsync()
    {
        var fleet = await StagedFleet.StartAsync("north");
        var text = await File.ReadAllTextAsync(fleet.FleetFilePath, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            fleet.FleetFilePath,
            $"platform: linux/arm64\n{text}",
            TestContext.Current.CancellationToken
        );
        return fleet;
    }
}
