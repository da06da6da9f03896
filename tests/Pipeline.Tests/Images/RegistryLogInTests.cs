using Drill.Images;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Images;

public sealed class RegistryLogInTests
{
    [Fact]
    public async Task Credentials_of_the_fleets_registry_are_sent_to_no_other()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        await using var other = await EmbeddedRegistry.StartAsync(
            StagedFleet.User,
            StagedFleet.Password,
            TestContext.Current.CancellationToken
        );
        var words = new[]
        {
            "--target=Preflight",
            "--version=1.2.3",
            $"--fleet={fleet.FleetFilePath}",
            $"--app={fleet.App}",
            $"--image={other.Host}/megforms",
        };
        var variables = new Dictionary<string, string>
        {
            ["DOCKER_REGISTRY_PASSWORD"] = StagedFleet.Password,
            ["KUBECONFIG"] = fleet.Kubeconfig,
        };

        var refused = await CommandRun.OfAsync(words, variables, TestContext.Current.CancellationToken);
        var given = await CommandRun.OfAsync(
            [.. words, $"--registry-user={StagedFleet.User}"],
            variables,
            TestContext.Current.CancellationToken
        );

        refused.ShouldEndWith(ExitCode.Usage);
        refused.ToString().ShouldContain($"--image: {other.Host} is not the fleet's registry");
        given.ToString().ShouldNotContain("is not the fleet's registry");
    }
}
