using System.Text.Json.Nodes;
using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Runs;

/// <summary>The same command again, once a cause is repaired: what the cluster said before does not end it.</summary>
public sealed class RepairedBeforeTests
{
    [Fact]
    public async Task A_deadline_that_a_rollout_had_exceeded_before_is_waited_for()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet.Change("north", "deployments.apps", "web", Hasten);
        fleet["north"].Faults.Add(FaultKind.NeverReady);
        var first = (await fleet.RunInHasteAsync(_ => { })).ShouldEndWith(ExitCode.Failed);
        first.Region("north").Failure!.Reason.ShouldBe("ProgressDeadlineExceeded");

        var again = await fleet.RunInHasteAsync(line =>
        {
            if (line.Contains("ProgressDeadlineExceeded was there before this run", StringComparison.Ordinal))
                fleet["north"].Faults.Clear();
        });

        again.ShouldEndWith(ExitCode.Done);
    }

    private static void Hasten(JsonObject deployment) => deployment["spec"]!["progressDeadlineSeconds"] = 20;
}
