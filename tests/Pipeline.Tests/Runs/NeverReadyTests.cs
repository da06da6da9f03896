using Drill.Faults;
using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Runs;

/// <summary>Pods that start and never become ready: their own log is the evidence.</summary>
public sealed class NeverReadyTests
{
    [Fact]
    public async Task The_failure_names_a_pod_and_has_the_last_lines_of_its_log()
    {
        await using var fleet = await StagedFleet.StartAsync("north");
        fleet["north"].Faults.Add(FaultKind.NeverReady);

        var run = (await fleet.RunAsync("Deploy", "--rollout-timeout=3s")).ShouldEndWith(ExitCode.Failed);

        var failure = run.Region("north").Failure.ShouldNotBeNull();
        failure.Pod.ShouldNotBeNull();
        failure.Log.ShouldContain("Listening at: http://0.0.0.0:8000");
        failure.NextStep.ShouldEndWith($"describe pod {failure.Pod}");
    }
}
