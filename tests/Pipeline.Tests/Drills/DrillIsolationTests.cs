using Pipeline.Options;
using Pipeline.Requests;
using Pipeline.Running;

namespace Pipeline.Tests.Drills;

/// <summary>Whatever it is told, a drill stays on its stage.</summary>
public sealed class DrillIsolationTests
{
    internal static readonly Dictionary<string, string> OfCi = new(StringComparer.Ordinal)
    {
        ["IMAGE"] = "registry.example/Not Even An Image",
        ["GCP_GKE"] = "1",
        ["DOCKER_REGISTRY_PASSWORD"] = "the real one",
    };

    [Theory]
    [InlineData("--builder=acr")]
    [InlineData("--builder=cloud-builder")]
    [InlineData("--app=.")]
    [InlineData("--image=registry.example/app")]
    [InlineData("--bump=patch")]
    [InlineData("--registry-user=ada")]
    [InlineData("--gke")]
    [InlineData("--gke-regions=uk")]
    [InlineData("--gke-project=p")]
    [InlineData("--gke-location=l")]
    public async Task An_argument_for_a_real_release_is_refused_in_one_line(string argument)
    {
        var run = (await CommandRun.DrillAsync(argument, "--regions=uk")).ShouldEndWith(ExitCode.Usage);

        run.Errors.ShouldContain($"error: {argument.Split('=')[0]}: a drill");
        run.Errors.ShouldContain("leave it out");
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public void The_request_of_a_drill_builds_here_even_when_it_is_read_past_the_refusal()
    {
        var problems = new List<string>();
        using var folder = new TemporaryFolder();
        var environment = CommandRun.EnvironmentIn(folder, TextWriter.Null, TextWriter.Null, OfCi);
        var request = RequestReader.Read(CommandLine.Parse(["--target=Drill"]), environment, CancellationToken.None);
        var asked = request with { Options = request.Options with { Builder = "acr" } };

        var turned = RehearsalReader.Rehearse(asked, CommandLine.Parse([]), problems);

        problems.ShouldBeEmpty();
        turned.Options.Builder.ShouldBe("docker");
        (turned.Options.Image, turned.Options.Regions.Gke).ShouldBe((null, false));
    }
}
