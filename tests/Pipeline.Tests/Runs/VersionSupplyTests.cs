using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Runs;

/// <summary>Targets whose version is not named but follows from the latest tag.</summary>
public sealed class VersionSupplyTests
{
    [Theory]
    [InlineData("Plan")]
    [InlineData("Preflight")]
    [InlineData("Tag")]
    [InlineData("BuildImage")]
    [InlineData("BuildStatic")]
    [InlineData("PushAcr")]
    [InlineData("MigrateCluster")]
    [InlineData("SetImage")]
    [InlineData("VerifyRollout")]
    [InlineData("Deploy")]
    public async Task The_version_that_follows_is_released(string target)
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = (await RunAsync(fleet, target, "--bump=patch")).ShouldEndWith(ExitCode.Done);

        run.ToString().ShouldContain(StagedFleet.To);
        run.ToString().ShouldNotContain("Exception");
    }

    [Theory]
    [InlineData("CheckRollback")]
    [InlineData("Rollback")]
    public async Task Nobody_goes_back_to_the_version_that_follows(string target)
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = (await RunAsync(fleet, target, "--bump=patch", "--from=1.2.2")).ShouldEndWith(ExitCode.Usage);

        run.Output.ShouldBeEmpty();
        run.Errors.TrimEnd()
            .ShouldBe($"error: --bump: {target} goes to a version that was released; name it with --version=X.Y.Z");
    }

    private static Task<FinishedRun> RunAsync(StagedFleet fleet, string target, params string[] arguments) =>
        CommandRun.OfAsync(
            [
                .. fleet
                    .Words(target, [.. arguments, "--verbosity=diagnostic"])
                    .Where(word => !word.StartsWith("--version=", StringComparison.Ordinal)),
            ],
            fleet.Environment,
            TestContext.Current.CancellationToken
        );
}
