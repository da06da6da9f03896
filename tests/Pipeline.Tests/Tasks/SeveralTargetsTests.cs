using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Tasks;

public sealed class SeveralTargetsTests
{
    [Fact]
    public async Task Each_of_them_may_have_nothing_to_do()
    {
        await using var fleet = await StagedFleet.StartAsync("north");

        var run = (await fleet.RunAsync("BuildImage", "--target=PushAcr", "--exclusive")).ShouldEndWith(ExitCode.Done);

        run.Lines.ShouldContain(line => line.Contains("BuildImage: nothing to do: the registry has"));
        run.Lines.ShouldContain(line => line.Contains("PushAcr: nothing to do: the registry has"));
    }
}
