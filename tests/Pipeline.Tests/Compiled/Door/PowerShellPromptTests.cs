namespace Pipeline.Tests.Compiled.Door;

/// <summary><c>build.ps1</c> as it is typed at PowerShell's prompt, which has a grammar of its own.</summary>
public sealed class PowerShellPromptTests : IDisposable
{
    private readonly DoorCheckout _checkout = new(program: "") { IsPowerShell = true };
    private readonly StandInTools _tools = new StandInTools().WithDotnet();

    public void Dispose()
    {
        _checkout.Dispose();
        _tools.Dispose();
    }

    [Theory]
    [InlineData("--target=Deploy --regions=uk,qatar", "--target=Deploy|--regions=uk,qatar")]
    [InlineData("--regions uk,qatar,us --yes", "--regions|uk,qatar,us|--yes")]
    [InlineData("deploy 1.2.3 --regions=uk, qatar", "deploy|1.2.3|--regions=uk,qatar")]
    [InlineData("--waves=\"uk;production,uae\"", "--waves=uk;production,uae")]
    [InlineData("--aliases=eu,emea --groups=a,b", "--aliases=eu,emea|--groups=a,b")]
    [InlineData("start-patch 1.10 --wait-lock 90s", "start-patch|1.10|--wait-lock|90s")]
    [InlineData("", "")]
    public async Task Words_arrive_as_they_were_typed(string typed, string words)
    {
        var run = await _checkout.Run([typed], path: _tools.Path, called: "& ./build.ps1");

        run.ExitCode.ShouldBe(0, run.ToString());
        string.Join('|', _tools.Words).ShouldBe(words);
    }
}
