using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Runs;

/// <summary>Where no pod is wanted, none can prove that the version runs.</summary>
public sealed class ScaledToZeroTests
{
    [Fact]
    public async Task It_is_done_and_run_and_record_say_that_nothing_was_seen()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        ScaleDown(fleet);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        const string unseen = "Deployment static: scaled to zero, so no pod was seen to run the version";
        run.Output.ShouldContain($"verify: trouble: {unseen}");
        run.Region("north")
            .Stages.Single(stage => stage.Name == Stage.Verify)
            .Detail.ShouldNotBeNull()
            .ShouldContain("(of Deployment static no pod is wanted, and none was seen)");
    }

    [Fact]
    public async Task Plan_and_Status_warn_of_it()
    {
        await using var fleet = await StagedFleet.StartAsync("north", "south");
        ScaleDown(fleet);

        var plan = await fleet.RunAsync("Plan");
        var status = await fleet.RunAsync("Status");

        const string warning =
            "Warning: no pod is wanted of Deployment static, so none shows that a version runs: north";
        plan.Output.ReplaceLineEndings(" ").ShouldContain(warning);
        status.Output.ReplaceLineEndings(" ").ShouldContain(warning);
        (await fleet.RunAsync("Status", "--output=json")).Output.ShouldContain("\"scaledToZero\": [");
    }

    private static void ScaleDown(StagedFleet fleet)
    {
        var deployment = fleet["north"].Get("deployments.apps", "static")!;
        deployment["spec"]!["replicas"] = 0;
        fleet["north"].Apply(deployment.ToJsonString());
    }
}
