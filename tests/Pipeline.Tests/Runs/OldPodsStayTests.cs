using Pipeline.Running;
using Pipeline.Tests.Drills;
using Releases.Records;

namespace Pipeline.Tests.Runs;

/// <summary>Some workloads keep old pods when they are rolled out. What is live is then what their pods run.</summary>
public sealed class OldPodsStayTests
{
    [Theory]
    [InlineData("{ type: RollingUpdate }", "1.2.3")]
    [InlineData("{ type: RollingUpdate, rollingUpdate: { partition: 1 } }", "mixed 1.2.2/1.2.3")]
    [InlineData("{ type: OnDelete }", "mixed 1.2.2/1.2.3")]
    public async Task The_record_says_what_the_pods_of_a_StatefulSet_run(string strategy, string live)
    {
        await using var fleet = await StagedWorkers.StartAsync(strategy);

        var run = (await fleet.RunAsync("Deploy")).ShouldEndWith(ExitCode.Done);

        run.StageOf("north", Stage.Verify).ShouldBe(Outcome.Succeeded);
        run.Region("north").Live.ShouldBe(live);
    }
}
