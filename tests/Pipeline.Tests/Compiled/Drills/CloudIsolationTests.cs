using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.Drills;

/// <summary>A drill with the cloud's tools at hand calls none of them.</summary>
public sealed class CloudIsolationTests
{
    // An engine that is there and reaches every registry: the drill would build if it got so far.
    private const string WorkingEngine = "[ \"$1\" = pull ] && { echo unauthorized >&2; exit 1; }; exit 0";

    [Theory]
    [InlineData("--target=Drill", "--builder=acr")]
    [InlineData("--target=Deploy", "--target=Drill", "--builder=acr")]
    [InlineData("--target=Drill", "--target=PushAcr", "--builder=acr")]
    public async Task The_cloud_is_out_of_reach_when_a_builder_there_is_asked_for(params string[] arguments)
    {
        using var drill = new DrillProcess(WorkingEngine);

        (await drill.RunAsync([.. arguments, "--regions=uk"])).ShouldBe(ExitCode.Usage, drill.Errors);

        drill.CloudCalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_CI_exports_for_real_releases_is_not_used_and_no_cloud_is_called()
    {
        using var drill = new DrillProcess(DrillProcess.NoEngine, DrillIsolationTests.OfCi);

        (await drill.RunAsync("--target=Drill", "--regions=uk")).ShouldBe(ExitCode.Done, drill.Errors);

        drill.CloudCalls.ShouldBeEmpty();
        drill.Folders.ShouldBeEmpty();
    }
}
